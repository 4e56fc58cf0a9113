package rockpool.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import rockpool.engine.data.LongArray;
import rockpool.engine.data.SharedArray;
import rockpool.engine.data.SharedQueue;
import rockpool.engine.pool.Pool;
import rockpool.shell.testing.ConsoleProcess;
import rockpool.shell.testing.Deadline;

/// Shared structures at the prompt.
@Timeout(120)
class DataTest {

    private static final String LAB = "data" + ProcessHandle.current().pid();
    private static final String OTHER = "strange" + ProcessHandle.current().pid();

    record Order(String what, int count) { }

    @TempDir
    static Path folder;

    @RegisterExtension
    private static final Prompt PROMPT = new Prompt(() -> folder, false, LAB, OTHER);

    @BeforeEach
    void createPool() {
        enter("/pool create " + LAB + " 16m");
    }

    @AfterEach
    void removePool() {
        assertEquals("", enter("/pool destroy " + LAB));
    }

    private static String enter(String line) {
        return PROMPT.enter(line);
    }

    private static void plays(String transcript) {
        String text = transcript.replace("OBJECT", objectName()).replace("POOL", "pool" + " ".repeat(LAB.length() - 4)).replace("LAB", LAB)
                .replace("OTHER", OTHER);
        PROMPT.plays(text);
    }

    private static String objectName() {
        return Pool.list().stream().filter(pool -> pool.name().equals(LAB)).findFirst().orElseThrow().objectName();
    }

    @Test
    void structuresAreMadeListedChangedShownAndTakenApart() {
        plays("""
                > /data -p LAB
                There is no shared structure. /data new queue jobs makes one.
                > record Job(String what, int count) { }
                |  created record Job
                > /data new queue jobs Job
                jobs ==> SharedQueue(jobs, 0 elements)
                > /push jobs new Job("a", 1)
                > /push jobs new Job("b = c", 2);
                > /set jobs header = List.of(1, 2)
                > /data new array scores 1000 0
                scores ==> SharedArray(scores, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, …])
                > /set scores 3 = 7
                > int i = 1;
                i ==> 1
                > /set scores[i + 1] = scores.get(3) * 2
                > /data new buffer log
                log ==> SharedBuffer(log, 0 bytes)
                > /push log "first\\nsecond\\n"
                |  at position 0
                > /data new table ages String Integer
                ages ==> SharedHashTable(ages, 0 bindings)
                > /put ages "ann" = 40 + i
                > /put --add ages "ann" = 42
                > /set ages["bob"] = 5
                > /ref new counter 1
                counter ==> Ref(counter, 1)
                > /set counter = counter.get() + 1
                > /data -p LAB
                POOL  name    kind                      size  header
                LAB  ages    hash table  2 keys, 3 bindings
                LAB  jobs    queue               2 elements  [1, 2]
                LAB  log     buffer                13 bytes
                LAB  scores  array            1000 elements
                > /show jobs
                queue jobs in pool LAB: 2 elements, header [1, 2]
                index  value
                    0  Job[what=a, count=1]
                    1  Job[what=b = c, count=2]
                > /show scores -n 4
                array scores in pool LAB: 1000 elements
                index  value
                    0  0
                    1  0
                    2  14
                    3  7
                … /show scores --from 4 goes on
                > /show log
                buffer log in pool LAB: 13 bytes
                position  bytes
                       0  first\\n
                       6  second\\n
                > /show ages
                hash table ages in pool LAB: 2 keys, 3 bindings
                key  value  older values
                bob  5
                ann  42     41
                > /show counter
                reference counter in pool LAB
                value
                2
                > /data destroy jobs
                > /show jobs
                /show: there is nothing to show of the name jobs; /data --all shows what there is
                """);
    }

    @Test
    void whatCannotBeDoneIsToldWithWhatCan() {
        plays("""
                > /data new heap h
                /data: kind=heap: allowed are array, matrix, buffer, queue, blocking-queue, table, variable
                > /data new array a 3
                /data: /data new array NAME needs LENGTH VALUE, and got 3
                > /data new queue q 1+1
                /data: type=1+1: the name of a class, such as Account, or in quotes "List<Account>"
                > /data new table t String
                /data: types=String: two, that of the keys and that of the values, or none
                > /data new queue 1a
                /data: name=1a cannot be the name of a variable: letters, digits and _ are allowed, at most 63, no word of Java's own
                > /data new queue q "List<String>"
                q ==> SharedQueue(q, 0 elements)
                > /data new array a 3 "text"
                a ==> SharedArray(a, [text, text, text])
                > /data new buffer b
                b ==> SharedBuffer(b, 0 bytes)
                > /data new table t
                t ==> SharedHashTable(t, 0 bindings)
                > /push a 1
                /push: array a: has no end to push to; queues and buffers have; /set a 3 = 1 sets an element
                > /push t 1
                /push: hash table t: has no end to push to; queues and buffers have; /put t "key" = 1 puts a key into it
                > /put q 1 = 2
                /put: queue q: has no keys; a hash table has, /data new table accounts makes one
                > /put t 1=2
                /put: 1=2: not a key and a value; /put t "key" = 7 is how they are written, with a space at each side of the =
                > /set q 1 = 2
                /set: queue q: its elements stay as they are; /push q 2 adds one, /set q header = … sets its header
                > /set b 1 = 2
                /set: buffer b: its bytes stay as they are; /push b 2 appends, /set b header = … sets its header
                > /set a = 2
                /set: array a: place=none, but it has an index; /set a 3 = 7 is how it is written
                > /set t = 2
                /set: hash table t: which key? /set t "key" = 7 is how it is written
                > /set a 1
                /set: there is no = and no value; /set a 1 = 7 is how it is written
                > /set t["x"]
                /set: there is no = and no value; /set t["x"] = 7 is how it is written
                > /set a 1 =
                /set: there is no value behind the =; /set a 1 = 7 is how it is written
                > /set a 1 = null
                > a
                a ==> SharedArray(a, [text, null, text])
                > /set nosuch 1 = 2
                /set: there is no structure of the name nosuch; /data --all shows all that there are
                > /sem new m 1
                m ==> semaphore m in pool LAB
                > /show m
                /show: there is nothing to show of the name m, which is that of a semaphore; /data --all shows what there is
                > /show a --hex --text
                /show: hex, text: only one of the two can be given
                > /show a -n -1
                /show: count=-1: from 0 to 100000
                > /set a 7 = "x"
                /set: index=7: allowed are 0 to 2, the length is 3
                > /set t null = 5
                /set: key=null: allowed is any value but null
                > /put t 1 = null
                /put: value=null: allowed is any value but null
                > /data new buffer a
                /data: name=a: that of an array in pool LAB; /data use a makes a variable for it, /data destroy a removes it
                > /data new buffer m
                /data: name=m: that of a semaphore in pool LAB
                > /data use nosuch
                /data: there is no structure of the name nosuch; /data --all shows all that there are
                > /pool create LAB 16m
                /pool: pool=LAB: there is one of that name in use (OBJECT); /pool attach LAB makes a variable for it, /pool destroy LAB removes it
                > /push a "x"
                /push: array a: has no end to push to; queues and buffers have; /set a 3 = "x" sets an element
                """);
        String refused = enter("/set a 1 = 2");
        assertTrue(refused.contains("int cannot be converted to java.lang.String"), refused);
    }

    @Test
    void blockingQueuesAndVariablesAreMadeAndChanged() {
        plays("""
                > /data new blocking-queue jobs 2 String
                jobs ==> SharedBlockingQueue(jobs, 0 of 2 elements)
                > /push jobs "a"
                > /push jobs "b"
                > /push jobs "c"
                /push: blocking queue jobs: is full; /show jobs shows what is in it, jobs.poll() takes one out
                > /set jobs header = List.of("limit", 2)
                > /set jobs 1 = "c"
                /set: blocking queue jobs: its elements stay as they are; /push jobs "c" adds one, /set jobs header = … sets its header
                > /data new blocking-queue more
                /data: /data new blocking-queue NAME needs CAPACITY, and got nothing
                > /data new blocking-queue more 0
                /data: capacity=0: allowed are 1 to 2147483647
                > more
                |  Error:
                |  cannot find symbol
                |    symbol:   variable more
                |  more
                |  ^--^
                > /data new variable motd String
                motd ==> SharedVariable(motd, version 0: null)
                > /set motd = "hello"
                > /set motd 3 = "bye"
                /set: variable motd: place=3, but it has one value; /set motd = 7 is how it is written
                > /set motd = null
                /set: value=null: allowed is any value but null
                > /push motd "bye"
                /push: variable motd: has no end to push to; queues and buffers have; /set motd = "bye" assigns to it
                > /data -p LAB
                POOL  name  kind                       size  header
                LAB  jobs  blocking queue  2 of 2 elements  [limit, 2]
                LAB  motd  variable              version 1
                > /show motd
                variable motd in pool LAB: version 1
                value
                hello
                > /reset
                |  Resetting state.
                > /pool attach LAB
                LAB ==> pool LAB (OBJECT)
                > /set motd = "bye"
                > /data use motd String
                motd ==> SharedVariable(motd, version 2: bye)
                > /data use jobs
                jobs ==> SharedBlockingQueue(jobs, 2 of 2 elements)
                """);
        String locks = enter("/locks -p " + LAB).replaceAll("  +", "  ");
        assertTrue(locks.contains("  motd (setting)  mutex, normal  free") && locks.contains("  jobs (not empty)  condition"), locks);
    }

    @Test
    void whatHasNoNameIsShownByItsVariableAndByItsPlace() {
        enter("var inside = SharedQueue.create(" + LAB + ");");
        enter("/push inside \"x\"");
        enter("var outside = SharedArray.create(" + LAB + ", \"outside\", List.of(inside))");
        String place = enter("/show outside").lines().skip(2).findFirst().orElseThrow().replaceAll(".*(sharedqueue@[0-9a-f]+).*", "$1");
        assertTrue(enter("/show inside").startsWith("queue @"));
        assertTrue(enter("/show " + place).endsWith("\nindex  value\n    0  x\n"));
        assertTrue(enter("/data -a -p " + LAB).contains(place.substring("sharedqueue".length()) + "  queue"));
        assertTrue(enter("/data new queue other").contains("==>"));
        assertEquals("[]\n", enter("/data list --json -p nosuch").replaceAll(".*no pool.*", "[]"));
    }

    @Test
    void structuresAreShownWhenTheyAreStuckAndChangedWhenTheyAreNot() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        try (Pool other = Pool.create(OTHER, 16 << 20)) {
            SharedQueue<Order> orders = SharedQueue.create(other, "orders", "today");
            orders.push(new Order("tea", 2));
            SharedArray.make(other, "million", 10_000_000, 1.5);
            LongArray.create(other, "hits", 2, 3).set(1, 2, 5);
            Thread holder = Thread.ofPlatform().start(() -> orders.heap().modify(_ -> {
                held.countDown();
                awaitUnlessInterrupted(enough);
                return null;
            }));
            held.await();
            plays("""
                    > /show orders
                    queue orders in pool OTHER: 1 element, header today
                    index  value
                        0  Order[what=tea, count=2]
                    > /show million --from -1
                    array million in pool OTHER: 10000000 elements
                      index  value
                    9999999  1.5
                    > /show hits
                    primitive array hits in pool OTHER: long[2][3]
                    index  values
                    0      [0, 0, 0]
                    1      [0, 0, 5]
                    """);
            assertTrue(enter("/data -p " + OTHER).contains("  orders   queue "));
            assertEquals("{\"pool\": \"" + OTHER + "\", \"name\": \"orders\", \"kind\": \"queue\", \"size\": \"1 element\", \"length\": 1, "
                    + "\"header\": \"today\", \"changing\": false, \"next\": -1,\n\"rows\": [{\"index\": 0, \"value\": "
                    + "\"Order[what=tea, count=2]\"}]}\n", enter("/show orders --json"));
            enough.countDown();
            holder.join();
            assertTrue(enter("/data use orders").startsWith("orders ==> SharedQueue(orders, 1 "));
            plays("""
                    > /set hits 0 0 = 3
                    > /push orders "coffee"
                    > /set -p OTHER million 5 = 2.5
                    """);
            SharedQueue<?> anything = orders;
            assertEquals(List.of(new Order("tea", 2), "coffee"), List.copyOf(anything.asDeque()));
            assertEquals(3, LongArray.find(other, "hits").orElseThrow().get(0, 0));
            assertEquals(2.5, SharedArray.find(other, "million").orElseThrow().get(5));
        }
    }

    @Test
    void poolsOfOtherProgramsAreChangedOnlyOnceTheyAreAttached() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(ConsoleProcess.command("-e", "var other = Pool.create(\"" + OTHER
                + "\", 1 << 20); SharedQueue.create(other, \"orders\").push(1); System.in.read();")).redirectErrorStream(true);
        ConsoleProcess.keepApart(builder.environment(), folder);
        Process program = builder.start();
        try {
            Deadline.await(() -> enter("/show orders -p " + OTHER).contains("    0  1\n"), () -> enter("/data"));
            plays("""
                    > /show orders
                    queue orders in pool OTHER: 1 element
                    index  value
                        0  1
                    > /show orders --from 1
                    queue orders in pool OTHER: 1 element
                    There is nothing from 1 on.
                    > /push orders 2
                    /push: queue orders is in pool OTHER, which this console only looks at; /pool attach OTHER lets it change that
                    > /set orders header = 3
                    /set: queue orders is in pool OTHER, which this console only looks at; /pool attach OTHER lets it change that
                    > /data use orders
                    /data: queue orders is in pool OTHER, which this console only looks at; /pool attach OTHER lets it change that
                    """);
            enter("/pool attach " + OTHER);
            assertEquals("", enter("/push orders 2"));
            assertTrue(enter("/show orders").endsWith("    1  2\n"));
            enter(OTHER + ".close();");
        } finally {
            program.destroy();
            program.waitFor();
        }
    }

    private static void awaitUnlessInterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void jshellsOwnSettingsStay() {
        plays("""
                > /data new array mode 3 0
                mode ==> SharedArray(mode, [0, 0, 0])
                > /set mode 1 = 5
                > /data new array s 3 0
                s ==> SharedArray(s, [0, 0, 0])
                > /set s 1 = 5
                > /set indent 2
                |  Indent level set to: 2
                > /set ind 4
                |  Indent level set to: 4
                > /set mode mine normal -command
                |  Created new feedback mode: mine
                > /set format mine display "{name} = {value}{post}"
                > /set feedback mine
                |  Feedback mode: mine
                """);
        assertTrue(enter("mode.get(1) + s.get(1)").endsWith(" = 10\n"));
        enter("/set feedback normal");
        enter("/set mode mine -delete");
        assertTrue(enter("/set editor my = editor").contains("Editor set to: my = editor"));
        enter("/set editor -delete");
        assertTrue(enter("/set start = nosuch").startsWith("/set: "));
    }

    @Test
    void aReplayFindsStructuresAndWhatIsInThem() {
        enter("/data new queue jobs Integer");
        enter("/push jobs 5");
        enter("/data new table ages");
        enter("/data use jobs Integer");
        enter("/data new buffer log");
        enter("/data new array scores 3 0");
        enter("/set scores 1 = 1");
        enter("/reload -quiet");
        assertTrue(enter("jobs.peek() + scores.get(1)").endsWith("==> 6\n"));
        assertTrue(enter("/data -p " + LAB).contains("jobs"));
    }
}
