package rockpool.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import rockpool.engine.box.Camlbox;
import rockpool.engine.box.CamlboxSender;
import rockpool.engine.box.WhenFull;
import rockpool.engine.data.Ref;
import rockpool.engine.pool.ObjectKind;
import rockpool.engine.pool.Pool;
import rockpool.engine.sync.Condition;
import rockpool.engine.sync.LockKind;
import rockpool.engine.sync.Mutex;
import rockpool.engine.sync.Semaphore;
import rockpool.shell.command.Registry;
import rockpool.shell.testing.ConsoleProcess;
import rockpool.shell.testing.Deadline;

/// Where processes meet, at the prompt: boxes, semaphores, conditions, and all locks. This process is the other program whose pools and
/// boxes are looked at.
class MeetingTest {

    private static final String LAB = "meet" + ProcessHandle.current().pid();
    private static final String OTHER = "other" + ProcessHandle.current().pid();
    private static final Path SHARED = Path.of("/dev/shm");

    @TempDir
    static Path folder;

    @RegisterExtension
    private static final Prompt PROMPT = new Prompt(() -> folder, false, LAB, OTHER);

    private static String enter(String line) {
        return PROMPT.enter(line);
    }

    private static void plays(String transcript) {
        PROMPT.plays(transcript.replace("LAB", LAB));
    }

    @Test
    void aBoxIsMadeFilledLookedIntoAndEmptied() {
        plays("""
                > /box new LAB 2 100 String
                LAB ==> Camlbox(LAB, 0 of 2 messages)
                > /box peek LAB
                Box LAB is empty.
                > /box send LAB "Hello world"
                |  in slot 0 of LAB
                > /box send LAB --slot 1 "again";
                |  in slot 1 of LAB
                > /box send LAB --timeout 0.01 "too many"
                /box send: box LAB was full for 0.01 s
                > LAB.messages()
                $5 ==> 2
                > /box take LAB
                $6 ==> "Hello world"
                > /box new LAB 2 100 List<String>
                /box: type=List<String>: the name of a class, without type arguments
                > /box new LAB 2 100 String -f drop
                /box: when-full=drop: allowed are block, fail, drop-oldest
                > /box take nosuch
                /box: there is no box nosuch; /box list shows them
                > /box close LAB
                > LAB
                LAB ==> Camlbox(LAB, closed)
                """);
        String again = enter("/box new " + LAB + " 1 1k int --when-full fail");
        assertTrue(again.startsWith(LAB + " ==> Camlbox("), again);
        assertTrue(enter("/vars").contains("Camlbox<Integer> " + LAB));
        assertTrue(enter("/box send " + LAB + " 1").contains("in slot 0"));
        assertEquals("/box: box=" + LAB + ": all of its 1 slots are full\n", enter("/box send " + LAB + " 2"));
        String wrong = enter("/box send " + LAB + " \"text\"");
        assertTrue(wrong.contains("the receiver takes Integer, this process sends java.lang.String"), wrong);
        assertEquals("", enter("/box destroy " + LAB));
        assertTrue(enter("/box send " + LAB + " 2").contains("there is no box " + LAB));
    }

    @Test
    void aBoxOfAnotherProgramIsFoundAndItsMessagesStay() throws InterruptedException {
        try (var box = Camlbox.create(OTHER, 3, 200, List.class, WhenFull.DROP_OLDEST); var sender = box.sender()) {
            assertEquals("|  in slot 0 of " + OTHER + "\n", enter("/box send " + OTHER + " List.of(1,\n2)"));
            assertTrue(box.await().contains(0));
            sender.send(List.of("b"));
            String list = enter("/box list --json");
            assertTrue(list.contains("{\"box\": \"" + OTHER + "\", \"messages\": 2, \"slots\": 3, \"told\": 1, \"oldest\": "), list);
            assertTrue(list.contains("\"when full\": \"drop-oldest\", \"receiver\": " + ProcessHandle.current().pid()), list);
            String peek = enter("/box peek " + OTHER);
            assertTrue(peek.indexOf("[1, 2]") < peek.indexOf("[b]"), peek);
            assertTrue(enter("/box peek " + OTHER + " --json").contains("\"told\": false"));
            assertEquals(2, box.messages());
            assertEquals(List.of(1, 2), box.get(0));
            box.delete(0);
            assertEquals(List.of("b"), box.take());
            assertTrue(enter("var mine = CamlboxSender.open(\"" + OTHER + "\", List.class)").contains("CamlboxSender(" + OTHER));
            assertTrue(enter("/box send mine List.of()").contains(" of " + OTHER));
            assertEquals(List.of(), box.take());
            assertEquals("", enter("/box wake mine"));
            assertEquals(List.of(), box.await());
            assertTrue(enter("/box close " + OTHER).contains("only the receiver of box " + OTHER + " can do that, process "
                    + ProcessHandle.current().pid()));
            assertTrue(enter("/box send " + OTHER + " \"x\".repeat(1000)").contains("the receiver takes List"));
            assertTrue(enter("/box send " + OTHER + " Collections.nCopies(1000, \"some text\")").contains("the message takes "));
            assertEquals("", enter("/box destroy " + OTHER));
            assertFalse(enter("/box list").contains(OTHER));
            enter("mine.close()");
        }
    }

    @Test
    void semaphoresAreMadeTakenPostedAndSeen() {
        enter("/pool create " + LAB + " 16m");
        plays("""
                > /sem new slots 2 --protected
                slots ==> semaphore slots in pool LAB
                > /sem wait slots
                > /sem value slots
                1
                > slots.value()
                $4 ==> 1
                > /sem wait slots --timeout 0
                > /sem wait slots --timeout 0.01
                /sem wait: semaphore slots had no unit within 0.01 s
                > /sem post slots 2
                > /sem new plain 0
                plain ==> semaphore plain in pool LAB
                > /sem post plain 3
                > /sem value plain
                3
                > /sem value plain --json
                [{"pool": "LAB", "semaphore": "plain", "value": 3, "units": null, "who has units": [], "waiters": []}]
                > /sem post plain 0
                /sem: units=0: at least 1
                > /sem post nosuch -p LAB
                /sem: there is no semaphore nosuch in pool LAB; /sem list shows them
                > /cond signal plain
                /cond: there is no condition plain in pool LAB, where that is the name of a semaphore; /cond list shows them
                > /sem destroy plain
                > var fromJava = Semaphore.create(LAB, "fromJava", 7)
                fromJava ==> semaphore fromJava in pool LAB
                > /sem value fromJava
                7
                """);
        assertEquals("", enter("/sem wait slots"));
        String list = enter("/sem list -p " + LAB);
        assertTrue(list.lines().anyMatch(line -> line.matches(".* slots +1 +2 +thread snippets of process \\d+ \\(session\\)")), list);
        enter("/pool destroy " + LAB);
    }

    @Test
    void conditionsAreSignalledAndWaitersSeen() throws InterruptedException {
        try (var pool = Pool.create(OTHER, 16 << 20)) {
            Mutex mutex = Mutex.create(pool, "guard", LockKind.NORMAL);
            Condition condition = Condition.create(pool, "changed");
            Thread waiter = new Thread(() -> awaitSignal(mutex, condition), "waiter");
            waiter.start();
            Deadline.await(() -> enter("/cond list").contains("thread waiter of process"), () -> enter("/cond list"));
            assertTrue(enter("/cond list --json").contains("\"waiting\": 1"));
            assertEquals("|  signalled one\n", enter("/cond signal changed -p " + OTHER));
            waiter.join();
            assertEquals("|  nobody waits\n", enter("/cond broadcast changed -p " + OTHER));
            assertEquals("/cond wait: no signal at condition changed within 0.01 s\n",
                    enter("/cond wait changed guard --timeout 0.01 -p " + OTHER));
            assertTrue(mutex.tryLock().taken(), "the console has given the mutex back");
            mutex.unlock();
            assertEquals("fresh ==> condition fresh in pool " + OTHER + "\n", enter("/cond new fresh"));
            assertEquals("", enter("/cond destroy fresh"));
            assertTrue(enter("fresh.signal()").contains("has been destroyed"));
        } finally {
            forget();
        }
    }

    /// The console keeps pools that its sessions have used.
    private static void forget() {
        enter("/reset");
        enter("/pool destroy " + OTHER);
    }

    private static void awaitSignal(Mutex mutex, Condition condition) {
        mutex.lockUninterruptibly();
        condition.awaitUninterruptibly(mutex);
        mutex.unlock();
    }

    @Test
    void allKindsOfLocksAreSeenInAProgramThatIsStuck() throws InterruptedException {
        try (var pool = Pool.create(OTHER, 16 << 20); var second = Pool.create(OTHER + "b", 16 << 20);
                var box = Camlbox.create(OTHER, 1, 100, String.class)) {
            enter("var there = Pool.attach(\"" + OTHER + "\")");
            enter("var barrier = Barrier.create(there, \"barrier\", 3); var latch = Latch.create(there, \"latch\", 2)");
            enter("var lock = ReadWriteLock.create(there, \"lock\"); lock.lockRead(); Semaphore.create(there, \"semaphore\", 4)");
            Mutex one = Mutex.create(pool, "one", LockKind.NORMAL);
            Mutex two = Mutex.create(second, "two", LockKind.NORMAL);
            CountDownLatch bothHaveOne = new CountDownLatch(2);
            Thread first = new Thread(() -> takeBoth(one, two, bothHaveOne), "first");
            Thread other = new Thread(() -> takeBoth(two, one, bothHaveOne), "other");
            box.sender().send("full");
            Thread sender = new Thread(() -> sendUntilClosed(box.sender()), "sender");
            first.start();
            other.start();
            sender.start();
            Deadline.await(() -> enter("/locks").contains("Deadlock:"), () -> enter("/locks"));
            Deadline.await(() -> enter("/locks").contains("MeetingTest.sendUntilClosed("), () -> enter("/locks"));
            String locks = enter("/locks -p " + OTHER);
            for (String kind : List.of("mutex, normal", "read by 1", "2 to go", "0 of 3 are there", "4 to be had", "1 of 1 messages",
                    "thread sender of process", "Deadlock:", "MeetingTest.takeBoth(MeetingTest.java:")) {
                assertTrue(locks.contains(kind), () -> kind + " in " + locks);
            }
            String json = enter("/locks --json");
            assertTrue(json.contains("\"deadlocks\": [[{\"pid\": " + ProcessHandle.current().pid()), json);
            first.interrupt();
            first.join();
            other.join();
            assertFalse(enter("/locks").contains("Deadlock:"));
            assertEquals("full", box.take());
            sender.join();
        } finally {
            forget();
        }
    }

    private static void takeBoth(Mutex one, Mutex two, CountDownLatch bothHaveOne) {
        one.lockUninterruptibly();
        try {
            bothHaveOne.countDown();
            bothHaveOne.await();
            two.lock();
            two.unlock();
        } catch (InterruptedException e) {
            // The test has seen enough.
        } finally {
            one.unlock();
        }
    }

    private static void sendUntilClosed(CamlboxSender<String> sender) {
        try {
            sender.send("one too many");
        } catch (InterruptedException | IllegalStateException e) {
            // The box was closed.
        }
    }

    @Test
    void whatIsDamagedIsToldOfAndTheRestIsShown() throws IOException, InterruptedException {
        Path shortBox = SHARED.resolve(ObjectKind.CAMLBOX.prefix() + "0badb0c5");
        Path wrongBox = SHARED.resolve(ObjectKind.CAMLBOX.prefix() + "0badb0c6");
        Path shortPool = SHARED.resolve(ObjectKind.POOL.prefix() + "0badb0c7");
        try (var pool = Pool.create(OTHER, 16 << 20); var box = Camlbox.create(OTHER, 1, 100, String.class)) {
            Ref.create(pool, "r", 1);
            box.sender().send("here");
            Path boxFile = SHARED.resolve(Camlbox.info(OTHER).object());
            long length = Files.size(boxFile);
            Files.copy(boxFile, shortBox);
            truncate(shortBox, length - (1 << 16));
            Files.copy(boxFile, wrongBox);
            damageUnits(wrongBox, length);
            Files.copy(SHARED.resolve(pool.objectName()), shortPool);
            truncate(shortPool, 1 << 17);
            for (String line : List.of("/box", "/box peek camlbox_0badb0c5", "/box peek camlbox_0badb0c6", "/locks", "/locks --json", "/sem", "/cond",
                    "/pool", "/pool info mempool_0badb0c7", "/pool verify mempool_0badb0c7", "/heap", "/ref", "/gc log")) {
                String told = enter(line);
                assertFalse(told.isBlank(), line);
            }
            assertTrue(enter("/box").contains("box " + OTHER + " is damaged: "), enter("/box"));
            assertTrue(enter("/box").contains("open"));
            String findings = enter("/pool verify mempool_0badb0c7");
            assertTrue(findings.contains("expected"), findings);
            assertEquals("Nothing is wrong with pool " + OTHER + ".\n", enter("/pool verify " + OTHER));
        } finally {
            for (Path file : List.of(shortBox, wrongBox, shortPool)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void truncate(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    private static void damageUnits(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (long at = 8192; at < length; at += 64) {
                channel.write(java.nio.ByteBuffer.wrap(new byte[] {-1, 3, -1}), at);
            }
        }
    }

    @Test
    void aReplayFindsWhatThreadsMeetAtAndMakesBoxesAgain() {
        enter("/pool create " + LAB + " 16m");
        enter("/sem new slots 2");
        enter("/cond new changed");
        enter("/box new " + LAB + "box 2 100 String");
        enter("var rest = List.of(Semaphore.createProtected(" + LAB + ", \"p\", 1), Barrier.create(" + LAB + ", \"b\", 2), Latch.create(" + LAB
                + ", \"l\", 1), ReadWriteLock.create(" + LAB + ", \"rw\"), Mutex.create(" + LAB + ", \"m\"))");
        enter("var hits = LongArray.create(" + LAB + ", \"hits\", 2, 3); var row = IntArray.copyOf(" + LAB + ", \"row\", new int[] {5})");
        enter("var numbers = SharedArray.make(" + LAB + ", \"numbers\", 3, 7); numbers.updateAndGet(1, n -> n + 1)");
        enter("var all = List.of(numbers, SharedMatrix.make(" + LAB + ", \"board\", 2, 2, 0), SharedQueue.create(" + LAB + ", \"jobs\"), "
                + "SharedHashTable.create(" + LAB + ", \"known\"), SharedBuffer.create(" + LAB + ", \"log\"))");
        enter("java.util.function.BiFunction<Pool, String, Mutex> making = Mutex::create; var made = making.apply(" + LAB + ", \"made\")");
        enter("/sem post slots");
        assertEquals("", enter("/reload -quiet").replace("|  Restarting and restoring state.\n", ""));
        assertTrue(enter("slots.value()").endsWith("==> 3\n"));
        assertTrue(enter("rest.size()").endsWith("==> 5\n"));
        assertTrue(enter("hits.length() + row.get(0)").endsWith("==> 11\n"));
        assertTrue(enter("numbers.get(1) + all.size()").endsWith("==> 14\n"), "the array kept what was there");
        assertTrue(enter("made.equals(Mutex.find(" + LAB + ", \"made\").get())").endsWith("==> true\n"));
        assertTrue(enter("/box send " + LAB + "box \"again\"").contains("in slot 0"));
        enter("/box close " + LAB + "box");
        enter("/pool destroy " + LAB);
    }

    @Test
    void runsOfTheCollectorAreWatchedInOwnPoolsAndInOneThatIsNamed() throws IOException, InterruptedException {
        String code = "var pool = Pool.create(\"" + OTHER + "\", 16L << 20); var theirs = Ref.create(pool, \"theirs\", 1);"
                + " while (true) { theirs.heap().gc(\"asked\"); Thread.sleep(20); }";
        ProcessBuilder program = new ProcessBuilder(ConsoleProcess.command("-e", code)).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        ConsoleProcess.keepApart(program.environment(), folder);
        Process other = program.start();
        try {
            enter("/pool create " + LAB + " 16m");
            enter("var mine = Ref.create(" + LAB + ", \"mine\", 1)");
            Deadline.await(() -> enter("/gc log -p " + OTHER).contains("theirs"), () -> enter("/pool list"));
            try (Pool pool = Pool.attach(LAB)) {
                Runnable collecting = () -> Ref.find(pool, "mine").orElseThrow().heap().gc("asked");
                String own = watched("/gc watch", "gc mine in " + LAB, collecting);
                assertFalse(own.contains("theirs"), own);
                assertTrue(own.matches("(?s).*\\d+ runs? of the collector\\n"), own);
                String named = watched("/gc watch -p " + OTHER, "gc theirs in " + OTHER, collecting);
                assertFalse(named.contains("mine"), named);
            }
        } finally {
            other.destroy();
            other.waitFor();
            enter("/pool destroy " + LAB);
        }
    }

    /// What a command shows until it is interrupted, which is when something has appeared.
    private static String watched(String command, String wanted, Runnable meanwhile) throws InterruptedException {
        StringBuffer shown = new StringBuffer();
        AtomicBoolean appeared = new AtomicBoolean();
        Thread looking = Thread.ofPlatform().start(() -> {
            try {
                Deadline.await(() -> {
                    meanwhile.run();
                    return shown.append(PROMPT.output().take()).toString().contains(wanted);
                }, shown::toString);
                appeared.set(true);
            } finally {
                PROMPT.console().interrupt();
            }
        });
        PROMPT.console().enter(command);
        looking.join();
        assertTrue(appeared.get(), shown::toString);
        return shown.append(PROMPT.output().take()).toString();
    }

    @Test
    void namesAreCompletedByKind() {
        try (var pool = Pool.create(OTHER, 16 << 20); var box = Camlbox.create(OTHER + "box", 1, 100, String.class)) {
            Semaphore.create(pool, "units", 1);
            Condition.create(pool, "changed");
            Mutex.create(pool, "guard", LockKind.NORMAL);
            enter("record Letter(String text) { }");
            assertTrue(suggested("", "/box").containsAll(List.of("new", "list", "peek", "send", "take", "close", "destroy")));
            assertTrue(suggested(OTHER, "/box", "peek").contains(box.address()));
            assertEquals(List.of("Letter"), suggested("Le", "/box", "new", "x", "1", "100"));
            assertEquals(List.of("drop-oldest"), suggested("d", "/box", "new", "x", "1", "100", "--when-full"));
            assertTrue(suggested("uni", "/sem", "post").contains("units"));
            assertFalse(suggested("", "/sem", "post").contains("guard"));
            assertTrue(suggested("ch", "/cond", "wait").contains("changed"));
            assertTrue(suggested("gu", "/cond", "wait", "changed").contains("guard"));
            assertEquals(List.of(OTHER), suggested(OTHER, "/sem", "-p"));
            assertEquals(List.of("--timeout"), suggested("--t", "/sem", "wait"));
        }
    }

    private static List<String> suggested(String word, String... before) {
        return ((Registry) PROMPT.console().commands()).suggest(List.of(before), word).words();
    }

    @Test
    void resourcesAreHandedOverUsedLeakedAndReleased() throws IOException {
        Path file = Files.writeString(folder.resolve("resource"), "hello");
        String made = enter("/res manage file " + file);
        String id = made.replaceFirst("(?s).*==> resource (\\d+), file .*", "$1");
        assertTrue(enter("/res list").lines().anyMatch(line -> line.matches(" *" + id + "  file +" + file + " +5 B  session \\d+ +1 +0 .*")));
        enter("var d = define(\"leaver\", (Long k) -> { Resources.get(k); return 0; })");
        enter("d.join(d.start(" + id + "L))");
        assertTrue(enter("/res leaks --json").contains("{\"id\": " + id + ", \"kind\": \"file\", \"resource\": \"" + file + "\""), enter("/res leaks"));
        assertTrue(enter("/res --json").contains("\"leaks\": 1"), enter("/res"));
        assertTrue(enter("/res list --all").contains(file.toString()));
        assertTrue(suggested("", "/res", "release").contains(id));
        assertTrue(enter("/res get " + id).contains("resource " + id));
        assertEquals("", enter("/res release " + id));
        assertEquals("", enter("/res release " + id));
        assertFalse(Files.exists(file), "the last release has removed the file");
        assertTrue(enter("/res release " + id).contains("there is none of this number"));
        assertTrue(enter("/res manage lock x").contains("kind=lock: allowed are file, memory and semaphore"));
        assertFalse(enter("/res clean").isBlank());
    }
}
