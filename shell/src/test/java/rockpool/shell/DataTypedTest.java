package rockpool.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import rockpool.shell.command.Assigned;
import rockpool.shell.command.Registry;

/// What is typed for a part of a shared structure and for its value: what it is taken for, and what Tab offers.
@Timeout(120)
class DataTypedTest {

    private static final String LAB = "typed" + ProcessHandle.current().pid();

    @TempDir
    static Path folder;

    @RegisterExtension
    private static final Prompt PROMPT = new Prompt(() -> folder, false, LAB);

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
        PROMPT.plays(transcript.replace("LAB", LAB));
    }

    @Test
    void namesAndJavaAreCompleted() {
        enter("/data new queue jobs Integer");
        enter("/data new table ages");
        Registry registry = (Registry) PROMPT.console().commands();
        assertEquals(List.of("jobs"), registry.suggest(List.of("/push"), "jo").words());
        assertEquals(List.of(), registry.suggest(List.of("/put"), "jo").words());
        assertEquals(List.of("ages"), registry.suggest(List.of("/show"), "ag").words());
        assertEquals(List.of("--from"), registry.suggest(List.of("/show", "ages"), "--fr").words());
        assertEquals(List.of("table"), registry.suggest(List.of("/data", "new"), "t").words());
        assertEquals(List.of("jobs"), registry.suggest(List.of("/data", "use"), "jo").words());
        assertEquals(List.of("new"), registry.suggest(List.of("/data", "-p", LAB), "n").words());
        assertEquals(List.of("buffer", "blocking-queue"), registry.suggest(List.of("/data", "-p", LAB, "new"), "b").words());
        assertEquals(List.of(LAB), registry.suggest(List.of("/data", "-p"), LAB).words());
        assertEquals(List.of("Integer"), registry.suggest(List.of("/data", "new", "variable", "v"), "In").words());
        assertEquals(List.of(), registry.suggest(List.of("/data", "new", "blocking-queue", "v"), "In").words());
        assertEquals(List.of("Integer"), registry.suggest(List.of("/data", "new", "blocking-queue", "v", "3"), "In").words());
        assertEquals(List.of("feedback"), registry.suggest(List.of("/set"), "fee").words());
        assertEquals(List.of("ages"), registry.suggest(List.of("/set"), "age").words());
        assertEquals(List.of("header"), registry.suggest(List.of("/set", "-p", LAB, "ages"), "").words());
        assertEquals(List.of("="), registry.suggest(List.of("/set", "ages", "\"ann\""), "").words());
        assertEquals(List.of("="), registry.suggest(List.of("/set", "jobs", "header"), "").words());
        assertEquals(List.of("="), registry.suggest(List.of("/put", "ages", "\"ann\""), "").words());
        assertEquals(List.of("--key", "--from", "--count", "--length", "--json"), registry.suggest(List.of("/show", "ages"), "").words());
        assertTrue(registry.suggest(List.of("/push", "jobs"), "jobs.").java());
        assertTrue(registry.suggest(List.of("/set", "ages", "1", "="), "jobs.").java());
    }

    @Test
    void numbersSuitTheBoxesThatAreWanted() {
        plays("""
                > /data new array counts 3 0L
                counts ==> SharedArray(counts, [0, 0, 0])
                > /set counts 1 = 7
                > /set counts 2 = null
                > counts
                counts ==> SharedArray(counts, [0, 7, null])
                > /set counts 1 = "x"
                |  Error:
                |  incompatible types: java.lang.String cannot be converted to java.lang.Long
                |  { Long value$ = "x"; counts.set(1, value$); }
                |                  ^-^
                > /data new matrix grid 1 2 0.0
                grid ==> SharedMatrix(grid, 1 × 2)
                > /set grid 0 1 = 3
                > grid.get(0, 1)
                $8 ==> 3.0
                > /data new table sums Long Short
                sums ==> SharedHashTable(sums, 0 bindings)
                > /put sums 1 = 2
                > /set sums 3 = -4
                > sums.get(1L) + sums.get(3L)
                $12 ==> -2
                > /data new queue times Double
                times ==> SharedQueue(times, 0 elements)
                > /push times 5
                > times.peek()
                $15 ==> 5.0
                > /ref new counter 1L
                counter ==> Ref(counter, 1)
                > /set counter = 2
                > /ref set counter 3
                > counter
                counter ==> Ref(counter, 3)
                > /show sums --hex
                /show: hex: for the bytes of a buffer; sums is a hash table
                """);
    }

    @Test
    void componentsOfHeadersAndReferencesAreAssignedTo() {
        plays("""
                > record Limits(int most, String who, Long total) { }
                |  created record Limits
                > /data new queue jobs
                jobs ==> SharedQueue(jobs, 0 elements)
                > /set jobs header = new Limits(20, "ann", 1L)
                > /set jobs header.most = 30
                > /set jobs header.who = "somebody with a longer name"
                > /set jobs header.total = null
                > jobs.header(Limits.class)
                $8 ==> Limits[most=30, who=somebody with a longer name, total=null]
                > /set jobs header.who = "two\\nlines"
                > /show jobs
                queue jobs in pool LAB: 0 elements, header Limits[most=30, who=two\\nlines, total=null]
                > /ref new best new Limits(1, "bob", 2L)
                best ==> Ref(best, Limits[most=1, who=bob, total=2])
                > /set best.most = 5
                > /set best.who = "ann"
                > best.get()
                $13 ==> Limits[most=5, who=ann, total=2]
                > /data new blocking-queue bounded 3
                bounded ==> SharedBlockingQueue(bounded, 0 of 3 elements)
                > /set bounded header = new Limits(20, "ann", 1L)
                > /set bounded header.most = 21
                > bounded.header(Limits.class).most()
                $17 ==> 21
                > /set best.nosuch = 1
                /set: name=nosuch: Limits[int most, String who, Long total] has [most, who, total]
                > /set best.a b = 1
                /set: component=a b: not the name of one; /set jobs header.most = 7 is how it is written
                """);
        Registry registry = (Registry) PROMPT.console().commands();
        assertEquals(List.of("header.most"), registry.suggest(List.of("/set", "jobs"), "header.m").words());
        assertEquals(List.of("="), registry.suggest(List.of("/set", "jobs", "header.most"), "").words());
        assertEquals(List.of("best.most", "best.who", "best.total"), registry.suggest(List.of("/set"), "best.").words());
    }

    @Test
    void aKeyIsFoundAmongMany() {
        enter("/data new table ages");
        enter("for (int i = 0; i < 10_000; i++) ages.replace(\"key\" + i, i);");
        enter("/put ages \"42\" = 1");
        enter("/put --add ages 42 = 2");
        enter("/put --add ages 42 = 3");
        enter("/put ages 42L = 4");
        enter("/data new array scores 3 0");
        plays("""
                > /show ages --key key77
                hash table ages in pool LAB: 10003 keys, 10004 bindings
                key    value  older values
                key77  77
                > /show ages -k 42
                hash table ages in pool LAB: 10003 keys, 10004 bindings
                key  value  older values
                42   1
                42   3      2
                42   4
                > /show ages -k "42L"
                hash table ages in pool LAB: 10003 keys, 10004 bindings
                key  value  older values
                42   4
                > /show ages --key nokey
                /show: hash table ages has no key nokey; /show ages shows what it has
                > /show scores --key 1
                /show: key=1: for a hash table; scores is an array
                """);
    }

    @Test
    void keysAndIndexesAreCompleted() {
        enter("record Place(int x, long y) { }");
        enter("/data new table ages");
        enter("/put ages \"ann\" = 1");
        enter("/put ages \"a \\\"b\\\"\" = 2");
        enter("/put ages 7L = 3");
        enter("/put ages new Place(3, 4) = 3");
        enter("/put ages List.of(1) = 3");
        enter("/data new array scores 1000 0");
        enter("/data new matrix grid 3 12 0.0");
        enter("LongArray.create(" + LAB + ", \"longs\", 2, 3)");
        Registry registry = (Registry) PROMPT.console().commands();
        assertEquals(List.of("\"a \\\"b\\\"\"", "\"ann\"", "7L", "new Place(3, 4L)"),
                registry.suggest(List.of("/put", "ages"), "").words().stream().sorted().toList());
        assertEquals(List.of("\"ann\""), registry.suggest(List.of("/put", "--add", "-p", LAB, "ages"), "\"an").words());
        assertEquals(new Registry.Suggested(List.of(), false), registry.suggest(List.of("/put", "ages"), "\"b"), "no Java within a text");
        assertEquals(new Registry.Suggested(List.of(), false), registry.suggest(List.of("/push", "jobs", "\"two"), "wor"));
        assertTrue(registry.suggest(List.of("/put", "ages"), "b").java());
        assertEquals(List.of("\"ann\""), registry.suggest(List.of("/set", "ages"), "\"an").words());
        assertEquals(List.of("ages[\"ann\"]"), registry.suggest(List.of("/set"), "ages[\"an").words());
        assertEquals(List.of("\"ann\""), registry.suggest(List.of("/show", "ages", "--key"), "\"an").words());
        assertEquals(List.of("header", "0", "1", "2"), registry.suggest(List.of("/set", "grid"), "").words());
        assertEquals(List.of("1", "10", "11"), registry.suggest(List.of("/set", "grid", "2"), "1").words());
        assertEquals(List.of("grid[2][1]", "grid[2][10]", "grid[2][11]"), registry.suggest(List.of("/set"), "grid[2][1").words());
        assertEquals(List.of("="), registry.suggest(List.of("/set", "grid", "2", "1"), "").words());
        assertEquals(List.of("99", "990", "991", "992", "993", "994", "995", "996", "997", "998", "999"),
                registry.suggest(List.of("/set", "scores"), "99").words());
        assertEquals(List.of(), registry.suggest(List.of("/set", "scores"), "1000").words());
        assertEquals(List.of("0", "1", "2", "="), registry.suggest(List.of("/set", "longs", "1"), "").words().stream().sorted().toList());
    }

    @Test
    void anAssignmentGoesOnUntilItsValueIsComplete() {
        assertTrue(PROMPT.console().isComplete("/set a 1 = x + 1"));
        assertTrue(!PROMPT.console().commands().isComplete("/set a 1 = twice("));
        assertTrue(!PROMPT.console().commands().isComplete("/put t \"key\" = new Account(\"ann\","));
        assertTrue(PROMPT.console().commands().isComplete("/set format mine display \"{a} = (\""));
        assertEquals(new Assigned("t \"a = b\"", "x == 3"), Assigned.of("t \"a = b\" = x == 3;"));
        assertEquals(new Assigned("t f(a = b) '='", "1"), Assigned.of("t f(a = b) '=' = 1"));
        assertEquals(null, Assigned.of("a == b <= c += d"));
    }
}
