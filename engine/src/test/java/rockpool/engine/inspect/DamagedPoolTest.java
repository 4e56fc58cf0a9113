package rockpool.engine.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.data.Ref;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.EventKind;
import rockpool.engine.pool.NoSuchPoolException;
import rockpool.engine.pool.OutOfPoolMemoryException;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolDamagedException;
import rockpool.engine.pool.PoolView;
import rockpool.engine.pool.Problem;
import rockpool.engine.pool.UnitClass;
import rockpool.engine.sync.LockInspector;
import rockpool.engine.sync.LockKind;
import rockpool.engine.sync.Mutex;
import rockpool.engine.testing.ChildJvm;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// Pools whose files were damaged: nobody who opens them crashes or hangs, and what can be noticed is reported.
@ExtendWith(NothingLeft.class)
class DamagedPoolTest {

    private static final int FLIPS = 1000;
    private static final int FIXED_HEADER = 152;
    private static final int NEXT_EVENT = 768;

    @Test
    void aThousandFlipsAreOpenedAndInspectedWithoutACrash() {
        long seed = System.nanoTime();
        System.out.println("DamagedPoolTest seed=" + seed);
        try (ChildJvm child = ChildJvm.start(Inspector.class, TestNames.unique(), Long.toString(seed))) {
            String line = child.readLine();
            while (!line.startsWith("done")) {
                line = child.readLine();
            }
            assertEquals(0, child.waitFor(), child.output());
            String[] counts = line.split(" ");
            int reported = Integer.parseInt(counts[1]);
            assertTrue(reported > FLIPS / 20, line + ", seed=" + seed);
        } catch (AssertionError e) {
            throw new AssertionError("seed=" + seed, e);
        }
    }

    @Test
    void aSoundPoolHasNoProblems() {
        try (Pool pool = populated(TestNames.unique())) {
            assertEquals(List.of(), PoolVerifier.verify(pool));
            assertEquals(List.of(), PoolVerifier.verify(pool.name()));
        }
    }

    @Test
    void eachWordThatCannotBeIsFound() {
        try (Pool pool = populated(TestNames.unique()); PoolView view = Pool.view(pool.name())) {
            long wrong = 0x7FFF_FFFF_FFFF_FFFBL;
            long units = view.layout().unitWordsOffset();
            assertFound(view, pool, 8, wrong);
            assertFound(view, pool, 512, wrong);
            assertFound(view, pool, 640, wrong);
            assertFound(view, pool, 768, wrong);
            assertFound(view, pool, view.layout().participantsOffset(), 4);
            assertFound(view, pool, view.layout().actorsOffset(), wrong);
            assertFound(view, pool, view.layout().namesOffset(), wrong);
            assertFound(view, pool, view.layout().eventsOffset(), wrong);
            assertFound(view, pool, units, wrong);
            assertFound(view, pool, units + 8L * (pool.units().count() - 1), wrong);
            assertEquals(List.of(), PoolVerifier.verify(view));
        }
    }

    @Test
    void eventsArePublishedWhateverTheirNextNumberIs() {
        try (Pool pool = populated(TestNames.unique())) {
            for (int bit = 0; bit < 64; bit++) {
                Memory.putLong(pool.position() + NEXT_EVENT, pool.events().next() ^ 1L << bit);
                assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
                    pool.events().publish(EventKind.NOTE, "one");
                    pool.events().publish(EventKind.NOTE, "two");
                }, "bit " + bit);
            }
        }
    }

    private static void assertFound(PoolView view, Pool pool, long offset, long wrong) {
        long before = Memory.getLong(pool.position() + offset);
        Memory.putLong(pool.position() + offset, wrong);
        List<Problem> problems = PoolVerifier.verify(view);
        Memory.putLong(pool.position() + offset, before);
        assertFalse(problems.isEmpty(), "offset " + offset);
    }

    record Account(String owner, long balance, List<Integer> history) {}

    private static Pool populated(String name) {
        Pool pool = Pool.create(name, 1 << 20);
        Ref.create(pool, "account", new Account("ann the customer", 10, List.of(1, 2, 3)));
        Mutex.create(pool, "gate", LockKind.NORMAL);
        pool.types().add(new byte[] {1, 2, 3});
        pool.names().put("thing", 7, 4096, 1);
        int run = pool.units().claim(3, UnitClass.DATA, 1);
        pool.units().release(pool.units().claim(1, UnitClass.DATA, 1), 1);
        Memory.putLongOpaque(pool.actor().openPin(), pool.units().offset(run));
        pool.events().publish(EventKind.NOTE, "made", 1, 2, 3);
        return pool;
    }

    /// Flips one bit after the other in copies of a pool and looks at each in every way.
    static final class Inspector {

        private final String name;
        private final long seed;
        private final Random random;
        private int reported;

        private Inspector(String name, long seed) {
            this.name = name;
            this.seed = seed;
            this.random = new Random(seed);
        }

        public static void main(String[] args) throws IOException {
            new Inspector(args[0], Long.parseLong(args[1])).run();
        }

        private void run() throws IOException {
            byte[] sound;
            Path file;
            int tables;
            try (Pool pool = populated(name)) {
                file = Path.of("/dev/shm", pool.objectName());
                sound = Files.readAllBytes(file);
                tables = (int) pool.layout().unitMetaOffset();
            }
            for (int i = 0; i < FLIPS; i++) {
                int range = switch (i % 4) {
                    case 0 -> FIXED_HEADER;
                    case 1, 2 -> tables;
                    default -> sound.length;
                };
                int at = random.nextInt(range);
                byte[] damaged = sound.clone();
                damaged[at] ^= (byte) (1 << random.nextInt(8));
                System.out.println("flip " + i + " at " + at);
                Files.write(file, damaged);
                look(file.getFileName().toString(), at);
                Files.deleteIfExists(file);
            }
            System.out.println("done " + reported + " of " + FLIPS + " reported, seed=" + seed);
        }

        private void look(String object, int at) {
            List<Object> found = new ArrayList<>(PoolVerifier.verify(object));
            attempt(found, () -> {
                try (PoolView view = Pool.view(object)) {
                    found.addAll(HeapVerifier.verify(view));
                    new LockInspector(view).locks();
                    view.events().read(0);
                    view.actors().list();
                }
            });
            attempt(found, Pool::list);
            attempt(found, () -> use(object));
            if (at < FIXED_HEADER && found.isEmpty()) {
                throw new AssertionError("a flip at " + at + " was not reported");
            }
            reported += found.isEmpty() ? 0 : 1;
        }

        private static void use(String object) {
            try (Pool pool = Pool.attach(object)) {
                pool.recoverDead();
                pool.names().list();
                pool.names().put("another", 7, 4096, 1);
                pool.types().add(new byte[] {9});
                Ref.find(pool, "account", Account.class).ifPresent(Ref::get);
                int unit = pool.units().claim(1, UnitClass.DATA, 1);
                pool.units().release(unit, 1);
                pool.units().trim();
                pool.events().publish(EventKind.NOTE, "used");
            }
        }

        /// Anything else that is thrown ends the child, and fails the test.
        private static void attempt(List<Object> found, Runnable operation) {
            try {
                operation.run();
            } catch (PoolDamagedException e) {
                found.add(e);
            } catch (NoSuchPoolException e) {
                // Nobody uses the object between two looks, so whoever cleans up on this machine may remove it.
                System.out.println(e);
            } catch (OutOfPoolMemoryException | IllegalStateException | IllegalArgumentException e) {
                // A damaged pool may look full, busy or empty.
                System.out.println(e);
            }
        }
    }
}
