package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.CrashEveryStore;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.PoolRun;

/// Every operation on locks, cut off at each of its stores, and again in the recovery that follows.
@ExtendWith(NothingLeft.class)
class LockCrashTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private static Acquisition taken(Mutex mutex) {
        try {
            return mutex.tryLock(SOON);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Runs with one mutex, which the survivor takes afterwards.
    private abstract static class MutexRun extends PoolRun {

        final Mutex survivors;
        final Mutex mutex;
        private Acquisition afterwards;

        MutexRun(LockKind kind) {
            super(1 << 20);
            survivors = Mutex.create(survivor(), "m", kind);
            mutex = Mutex.find(victim, "m").orElseThrow();
            victim.actor();
        }

        /// The mutex as the present survivor sees it.
        Mutex survivors() {
            return Mutex.find(survivor(), "m").orElseThrow();
        }

        @Override
        public void recover() {
            afterwards = taken(survivors());
            survivors().unlock();
        }

        @Override
        public void check(boolean died) {
            if (!died) {
                assertEquals(Acquisition.ACQUIRED, taken(survivors()), "nobody died with it");
                survivors().unlock();
            } else {
                assertTrue(afterwards.taken(), "the survivor gets it");
            }
            survivor().recoverDead();
            assertEquals(List.of(), LockVerifier.verify(survivor(), mutex.descriptor().offset()));
        }
    }

    @ParameterizedTest
    @EnumSource(LockKind.class)
    void takingAndGivingBack(LockKind kind) {
        CrashEveryStore.Tried tried = CrashEveryStore.tryAllThatSleep(() -> new MutexRun(kind) {
            @Override
            public void operate() {
                taken(mutex);
                if (kind == LockKind.RECURSIVE) {
                    taken(mutex);
                    mutex.unlock();
                }
                mutex.unlock();
            }
        });
        assertTrue(tried.stores() >= 3, tried.toString());
    }

    @Test
    void takingItOverFromAnotherThatDied() {
        CrashEveryStore.Tried tried = CrashEveryStore.tryAllThatSleep(() -> new MutexRun(LockKind.NORMAL) {
            {
                Pool before = processes.start();
                taken(Mutex.find(before, "m").orElseThrow());
                processes.kill(before);
            }

            @Override
            public void operate() {
                assertEquals(Acquisition.OWNER_DIED, taken(mutex));
                mutex.unlock();
            }
        });
        assertTrue(tried.stores() >= 10, tried.toString());
    }

    @Test
    void theNextAfterADeathIsToldIfAndOnlyIfTheWordNamesTheDead() {
        CrashEveryStore.tryAllThatSleep(() -> new MutexRun(LockKind.NORMAL) {
            @Override
            public void operate() {
                taken(mutex);
                mutex.unlock();
            }

            @Override
            public void recover() {
                boolean held = LockWord.isHeld(LockSlot.word(survivor().position() + mutex.descriptor().offset()));
                assertEquals(held ? Acquisition.OWNER_DIED : Acquisition.ACQUIRED, taken(survivors()));
                survivors().unlock();
                super.recover();
            }
        });
    }

    @Test
    void waitingUntilTheDeadline() {
        CrashEveryStore.Tried tried = CrashEveryStore.tryAllThatSleep(() -> new MutexRun(LockKind.NORMAL) {
            private final Pool holder = survivor();
            private boolean given;

            {
                taken(survivors);
            }

            @Override
            public void operate() {
                assertSame(RawLock.Result.TIMED_OUT,
                        RawLock.lock(victim, victim.actor(), mutex.descriptor().offset(), System.nanoTime(), true));
            }

            @Override
            public void recover() {
                if (survivor() == holder && !given) {
                    survivors.unlock();
                    given = true;
                }
                super.recover();
            }

            @Override
            public void check(boolean died) {
                if (!died) {
                    survivors.unlock();
                }
                super.check(died);
            }
        });
        assertTrue(tried.stores() >= 6, tried.toString());
    }

    /// The victim dies while it gives the mutex back to somebody who sleeps.
    @Test
    void givingItBackToASleeper() {
        CrashEveryStore.Tried tried = CrashEveryStore.tryAllThatSleep(() -> new MutexRun(LockKind.NORMAL) {
            private final Background<Acquisition> sleeper;

            {
                taken(mutex);
                Pool third = processes.start();
                Mutex theirs = Mutex.find(third, "m").orElseThrow();
                sleeper = Background.start(third, () -> {
                    Acquisition outcome = taken(theirs);
                    theirs.unlock();
                    return outcome;
                }).waiting();
            }

            @Override
            public void operate() {
                mutex.unlock();
            }

            @Override
            public void recover() {
                try {
                    assertTrue(sleeper.result().taken(), "it is woken whatever the victim did not do any more");
                } catch (Throwable e) {
                    throw new AssertionError(e);
                }
                super.recover();
            }

            @Override
            public void check(boolean died) {
                recover();
                super.check(died);
            }
        });
        assertTrue(tried.stores() >= 2, tried.toString());
    }

    /// Runs in which the victim makes or destroys mutexes.
    private abstract static class TableRun extends PoolRun {

        TableRun(int before) {
            super(1 << 20);
            for (int i = 0; i < before; i++) {
                Mutex.create(survivor(), LockKind.NORMAL);
            }
            victim.actor();
            survivor().actor();
        }

        void makeNamed() {
            Mutex.create(survivor(), "m", LockKind.NORMAL);
        }

        @Override
        public void recover() {
            survivor().recoverDead();
            Mutex.find(survivor(), "m").ifPresent(TableRun::useOrFindDestroyed);
            Mutex.create(survivor(), LockKind.NORMAL).destroy();
        }

        private static void useOrFindDestroyed(Mutex mutex) {
            try {
                assertTrue(taken(mutex).taken());
                mutex.unlock();
            } catch (IllegalStateException destroyed) {
                assertTrue(destroyed.getMessage().endsWith("has been destroyed"), destroyed.getMessage());
            }
        }

        @Override
        public void check(boolean died) {
            assertEquals(List.of(), LockTableVerifier.verify(survivor()));
            Mutex.find(survivor(), "m").ifPresent(found -> {
                assertTrue(taken(found).taken(), "a name leads to a mutex");
                found.unlock();
                found.destroy();
            });
            Mutex again = Mutex.create(survivor(), "m", LockKind.ERRORCHECK);
            again.destroy();
            assertFalse(Mutex.find(survivor(), "m").isPresent());
            assertEquals(List.of(), LockTableVerifier.verify(survivor()));
        }
    }

    private static TableRun tableRun(int before, Consumer<Pool> operation) {
        return new TableRun(before) {
            @Override
            public void operate() {
                operation.accept(victim);
            }
        };
    }

    private static void tryAll(Supplier<TableRun> runs, long atLeast) {
        CrashEveryStore.Tried tried = CrashEveryStore.tryAllThatSleep(runs);
        assertTrue(tried.stores() >= atLeast, tried.toString());
    }

    @Test
    void makingAMutex() {
        tryAll(() -> tableRun(1, pool -> Mutex.create(pool, LockKind.RECURSIVE)), 4);
    }

    @Test
    void makingAMutexWithAName() {
        tryAll(() -> tableRun(1, pool -> Mutex.create(pool, "m", LockKind.RECURSIVE)), 10);
    }

    @Test
    void makingTheFirstMutexOfAPool() {
        tryAll(() -> tableRun(0, pool -> Mutex.create(pool, "m", LockKind.NORMAL)), 15);
    }

    @Test
    void destroyingAMutex() {
        tryAll(() -> {
            TableRun run = tableRun(1, pool -> Mutex.find(pool, "m").orElseThrow().destroy());
            run.makeNamed();
            return run;
        }, 6);
    }
}
