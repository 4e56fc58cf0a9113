package rockpool.engine.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Scanner;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.memory.Memory;
import rockpool.engine.posix.ProcessIdentity;
import rockpool.engine.posix.ProcessState;
import rockpool.engine.testing.ChildJvm;
import rockpool.engine.testing.Eventually;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// Real processes that use one pool, end, and are killed.
@ExtendWith(NothingLeft.class)
class PoolProcessesTest {

    private static final int UNITS = 256;
    private static final long BYTES = (long) UNITS << PoolLayout.UNIT_SHIFT;
    private static final int RANDOM_KILLS = 80;

    @Test
    void anUnrelatedProcessAttachesByNameAndTheLastOneOutRemovesThePool() {
        String name = TestNames.unique();
        try (ChildJvm maker = ChildJvm.start(Maker.class, name); ChildJvm user = ChildJvm.start(Reader.class, name)) {
            maker.expectLine("made");
            user.send("go");
            user.expectLine("thing at 4711, type [1, 2, 3]");
            maker.send("leave");
            assertEquals(0, maker.waitFor(), maker.output());
            assertTrue(PoolObjectsTesting.find(name).isPresent(), "the other one still uses it");
            user.send("leave");
            assertEquals(0, user.waitFor(), user.output());
            assertTrue(PoolObjectsTesting.find(name).isEmpty());
        }
    }

    @Test
    void aProcessThatEndsWithoutClosingTakesItsPoolAlong() {
        String name = TestNames.unique();
        try (ChildJvm maker = ChildJvm.start(Maker.class, name)) {
            maker.expectLine("made");
            maker.send("exit");
            assertEquals(3, maker.waitFor(), maker.output());
            assertTrue(PoolObjectsTesting.find(name).isEmpty());
        }
    }

    @Test
    void aPoolWhoseUsersWereAllKilledGoesWithTheNextCleaning() {
        String name = TestNames.unique();
        try (ChildJvm maker = ChildJvm.start(Maker.class, name)) {
            maker.expectLine("made");
            maker.kill();
        }
        assertTrue(PoolObjectsTesting.find(name).isPresent());
        Pool.clean();
        assertTrue(PoolObjectsTesting.find(name).isEmpty());
        assertThrows(NoSuchPoolException.class, () -> Pool.attach(name));
    }

    @Test
    void aPoolGrowsToItsMaximumWhileOthersUseIt() {
        String name = TestNames.unique();
        try (Pool pool = Pool.create(name, BYTES); ChildJvm other = ChildJvm.start(Grower.class, name)) {
            other.expectLine("begun");
            List<Integer> mine = claimAll(pool, 1);
            other.expectLine("full");
            assertEquals(0, pool.units().free());
            assertEquals(UNITS, pool.units().backed());
            mine.forEach(unit -> assertStamp(pool, unit, 1));
            other.send("check");
            other.expectLine("own stamps are right");
            assertEquals(0, other.waitFor(), other.output());
            assertTrue(pool.events().read(0).events().stream().anyMatch(event -> event.kind() == EventKind.GREW));
            PoolAssertions.assertSound(pool);
        }
    }

    static List<Integer> claimAll(Pool pool, long stamp) {
        List<Integer> mine = new ArrayList<>();
        while (true) {
            try {
                int unit = pool.units().claim(1, UnitClass.SPAN, 1);
                Memory.putLong(pool.position() + pool.units().offset(unit), stamp);
                mine.add(unit);
            } catch (OutOfPoolMemoryException e) {
                return mine;
            }
        }
    }

    static void assertStamp(Pool pool, int unit, long stamp) {
        assertEquals(stamp, Memory.getLong(pool.position() + pool.units().offset(unit)));
    }

    @Test
    void aProcessKilledAtAnyPointIsCleanedUpAfter() {
        for (PoolPoints point : List.of(PoolPoints.PARTICIPANT_CLAIMED, PoolPoints.ACTOR_CLAIMED, PoolPoints.UNIT_CLAIMED,
                PoolPoints.UNIT_RESERVED, PoolPoints.UNIT_TAILS, PoolPoints.UNIT_RELEASING, PoolPoints.UNIT_TRIMMING,
                PoolPoints.NAME_WRITTEN,
                PoolPoints.TYPE_WRITTEN, PoolPoints.EVENT_CLAIMED)) {
            String name = TestNames.unique();
            try (Pool pool = Pool.create(name, BYTES); ChildJvm child = ChildJvm.startDyingAt(point.title(), 2, Churner.class, name)) {
                assertEquals(137, child.waitFor(), point + ": " + child.output());
                pool.recoverDead();
                assertRepaired(pool, point.title());
            }
        }
    }

    private static void assertRepaired(Pool pool, String where) {
        assertEquals(1, pool.participants().list().size(), where);
        assertEquals(0, PoolAssertions.unitsOf(pool, UnitClass.CHANGING), where);
        pool.names().put("after", Names.HEAP, 0, 1);
        pool.types().add(new byte[] {7});
        PoolAssertions.assertSound(pool);
    }

    @Test
    void processesKilledAtRandomLeaveAPoolThatIsWhole() {
        long seed = System.nanoTime();
        System.out.println("PoolProcessesTest seed=" + seed);
        Random random = new Random(seed);
        String name = TestNames.unique();
        try (Pool pool = Pool.create(name, BYTES)) {
            List<ChildJvm> children = new ArrayList<>();
            try {
                for (int kill = 0; kill < RANDOM_KILLS; kill++) {
                    ChildJvm child = ChildJvm.start(Churner.class, name, "for ever");
                    children.add(child);
                    child.expectLine("begun");
                    long until = random.nextInt(20_000_000) + System.nanoTime();
                    AtomicInteger mine = new AtomicInteger();
                    Eventually.eventually("a while", () -> churn(pool, mine.incrementAndGet()) && System.nanoTime() > until);
                    child.kill();
                    pool.recoverDead();
                    assertRepaired(pool, "seed=" + seed + " kill=" + kill);
                }
            } finally {
                children.forEach(ChildJvm::close);
            }
        }
    }

    static boolean churn(Pool pool, int i) {
        try {
            int run = pool.units().claim(2 + i % 3, UnitClass.LARGE_HEAD, 1);
            pool.units().release(run, 2 + i % 3);
        } catch (OutOfPoolMemoryException e) {
            // What a killed one had claimed completely is its heap's to give back, and here nobody's.
            freeAbandonedRuns(pool);
        }
        pool.units().trim();
        pool.names().put("n" + i % 5, Names.HEAP, 4096, i % 5);
        pool.names().remove("n" + i % 5, 4096, i % 5);
        if (i < 3000) {
            pool.types().add(("type " + i).getBytes(StandardCharsets.UTF_8));
        }
        pool.events().publish(EventKind.NOTE, i);
        pool.events().read(0).events().forEach(event -> assertFalse(event.payload().isEmpty()));
        return true;
    }

    private static void freeAbandonedRuns(Pool pool) {
        for (int unit = 0; unit < pool.units().count(); unit++) {
            if (Units.classOf(pool.units().word(unit)) == UnitClass.LARGE_HEAD) {
                pool.units().release(unit, pool.units().runLength(unit));
            }
        }
    }

    @Test
    void aPidThatIsUsedAgainIsNotMistakenForTheDead() {
        try (Pool pool = Pool.create(TestNames.unique(), BYTES); ChildJvm child = ChildJvm.start(Reader.class, pool.name())) {
            var identity = ProcessIdentity.of((int) child.pid());
            var earlier = new ProcessIdentity(identity.pid(), identity.startTime() - 1);
            assertEquals(ProcessState.ALIVE, pool.participants().stateOfOwner(Participants.pack(identity, Participants.PRESENT)));
            assertEquals(ProcessState.DEAD, pool.participants().stateOfOwner(Participants.pack(earlier, Participants.PRESENT)));
        }
    }

    @Test
    void onlyOneOfTwoProcessesCreatesAPoolOfAName() {
        String name = TestNames.unique();
        try (ChildJvm one = ChildJvm.start(Rival.class, name); ChildJvm two = ChildJvm.start(Rival.class, name)) {
            one.expectLine("ready");
            two.expectLine("ready");
            one.send("go");
            two.send("go");
            List<String> outcomes = List.of(one.readLine(), two.readLine());
            assertTrue(outcomes.contains("made") && outcomes.contains("refused"), outcomes.toString());
            one.send("end");
            two.send("end");
            assertEquals(0, one.waitFor() + two.waitFor());
        }
    }

    @Test
    void aPoolThatOthersUseIsNotDestroyed() {
        String name = TestNames.unique();
        try (Pool pool = Pool.create(name, BYTES); ChildJvm child = ChildJvm.start(Grower.class, name)) {
            child.expectLine("begun");
            IllegalStateException refused = assertThrows(IllegalStateException.class, () -> Pool.destroy(name));
            assertTrue(refused.getMessage().contains(Long.toString(child.pid())), refused.getMessage());
            assertFalse(pool.isClosed());
            child.kill();
            Pool.destroy(name);
            assertTrue(pool.isClosed());
            assertTrue(PoolObjectsTesting.find(name).isEmpty());
        }
    }

    private static String line() {
        return new Scanner(System.in, StandardCharsets.UTF_8).nextLine();
    }

    static final class Maker {
        public static void main(String[] args) {
            Pool pool = Pool.create(args[0], BYTES);
            pool.names().put("thing", 9, 4711, 1);
            pool.types().add(new byte[] {1, 2, 3});
            System.out.println("made");
            if (line().equals("leave")) {
                pool.close();
            } else {
                System.exit(3);
            }
        }
    }

    static final class Reader {
        public static void main(String[] args) {
            Scanner input = new Scanner(System.in, StandardCharsets.UTF_8);
            input.nextLine();
            try (Pool pool = Pool.attach(args[0])) {
                System.out.println("thing at " + pool.names().find("thing").orElseThrow().offset() + ", type "
                        + Arrays.toString(pool.types().get(1)));
                input.nextLine();
            }
        }
    }

    static final class Grower {
        public static void main(String[] args) {
            try (Pool pool = Pool.attach(args[0])) {
                System.out.println("begun");
                List<Integer> mine = claimAll(pool, 2);
                System.out.println("full");
                line();
                mine.forEach(unit -> assertStamp(pool, unit, 2));
                System.out.println("own stamps are right");
            }
        }
    }

    static final class Churner {
        public static void main(String[] args) {
            Pool pool = Pool.attach(args[0]);
            pool.actor();
            Thread.ofPlatform().start(pool::actor);
            System.out.println("begun");
            for (int i = 0; args.length > 1 || i < 1000; i++) {
                churn(pool, i);
                if (i == 0) {
                    pool.close();
                    pool = Pool.attach(args[0]);
                }
            }
        }
    }

    static final class Rival {
        public static void main(String[] args) {
            Scanner input = new Scanner(System.in, StandardCharsets.UTF_8);
            System.out.println("ready");
            input.nextLine();
            try (Pool pool = Pool.create(args[0], BYTES)) {
                System.out.println("made");
                input.nextLine();
                assertTrue(pool.name().equals(args[0]));
            } catch (IllegalArgumentException e) {
                System.out.println("refused");
                input.nextLine();
            }
        }
    }
}
