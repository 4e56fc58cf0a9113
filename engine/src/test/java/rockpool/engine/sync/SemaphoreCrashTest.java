package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import rockpool.engine.pool.Pool;

/// Every operation on semaphores, cut off at each of its stores, and again in the recovery that follows.
class SemaphoreCrashTest extends SyncCrashes {

    /// A protected semaphore of two units.
    private abstract static class ProtectedRun extends SyncRun {

        final Semaphore victims;

        ProtectedRun() {
            Semaphore made = Semaphore.createProtected(processes.alive().getLast(), "s", 2);
            victims = Semaphore.find(victim, "s").orElseThrow();
            assertEquals(2, made.value());
        }

        Semaphore survivors() {
            return Semaphore.find(survivor(), "s").orElseThrow();
        }

        @Override
        public void recover() {
            assertTrue(quietly(() -> survivors().tryAcquire(SOON)));
            assertTrue(quietly(() -> survivors().tryAcquire(SOON)), "all units can be had");
            assertFalse(survivors().tryAcquire(), "and no more");
            survivors().post();
            survivors().post();
        }

        @Override
        public void check(boolean died) {
            verify();
            recover();
            assertEquals(2, survivors().value());
        }
    }

    @Test
    void takingAndGivingBackAUnitOfAProtectedSemaphore() {
        tryAll(() -> new ProtectedRun() {
            @Override
            public void operate() {
                quietly(() -> victims.tryAcquire(SOON));
                quietly(() -> victims.tryAcquire(SOON));
                victims.post();
                victims.post();
            }
        }, 4);
    }

    @Test
    void takingTheUnitsOfADeadProcess() {
        tryAll(() -> new ProtectedRun() {
            {
                Pool before = processes.start();
                Semaphore theirs = Semaphore.find(before, "s").orElseThrow();
                assertTrue(theirs.tryAcquire() && theirs.tryAcquire());
                processes.kill(before);
            }

            @Override
            public void operate() {
                assertTrue(quietly(() -> victims.tryAcquire(SOON)));
                assertTrue(quietly(() -> victims.tryAcquire(SOON)));
                victims.post();
                victims.post();
            }
        }, 8);
    }

    @Test
    void givingAUnitBackToASleeper() {
        tryAll(() -> new ProtectedRun() {
            private final Background<Boolean> sleeper;

            {
                assertTrue(victims.tryAcquire() && victims.tryAcquire());
                Pool third = processes.start();
                Semaphore theirs = Semaphore.find(third, "s").orElseThrow();
                sleeper = Background.start(third, () -> {
                    boolean taken = theirs.tryAcquire(SOON);
                    theirs.post();
                    return taken;
                }).waiting();
            }

            @Override
            public void operate() {
                victims.post();
                victims.post();
            }

            @Override
            public void recover() {
                assertTrue(resultOf(sleeper), "it is woken whatever the victim did not do any more");
                super.recover();
            }
        }, 4);
    }

    @Test
    void postingAndTakingOfAPlainSemaphoreIsDoneOrNot() {
        tryAll(() -> new SyncRun() {
            private final Semaphore made = Semaphore.create(processes.alive().getLast(), "s", 3);
            private final Semaphore victims = Semaphore.find(victim, "s").orElseThrow();
            private int value;

            @Override
            public void operate() {
                victims.post();
                quietly(() -> victims.tryAcquire(SOON));
            }

            @Override
            public void recover() {
                value = Semaphore.find(survivor(), "s").orElseThrow().value();
            }

            @Override
            public void check(boolean died) {
                verify();
                recover();
                assertTrue(value == 3 || died && value == 4, "value=" + value + " made=" + made);
            }
        }, 2);
    }

    @Test
    void postingToASleeper() {
        tryAll(() -> new SyncRun() {
            private final Semaphore made = Semaphore.create(processes.alive().getLast(), "s", 0);
            private final Semaphore victims = Semaphore.find(victim, "s").orElseThrow();
            private final Background<Boolean> sleeper;
            private boolean posted;

            {
                Pool third = processes.start();
                Semaphore theirs = Semaphore.find(third, "s").orElseThrow();
                sleeper = Background.start(third, () -> theirs.tryAcquire(SOON)).waiting();
                assertEquals(0, made.value());
            }

            @Override
            public void operate() {
                victims.post();
            }

            @Override
            public void victimDied() {
                super.victimDied();
                posted = made.value() > 0 || !sleeper.isWaiting(survivor());
            }

            @Override
            public void recover() {
                if (!posted) {
                    Semaphore.find(survivor(), "s").orElseThrow().post();
                    posted = true;
                }
                assertTrue(resultOf(sleeper));
            }

            @Override
            public void check(boolean died) {
                if (!died) {
                    assertTrue(resultOf(sleeper));
                }
                int value = Semaphore.find(survivor(), "s").orElseThrow().value();
                assertTrue(value == 0 || value == 1 && died, "one unit for each post, value=" + value);
                verify();
            }
        }, 2);
    }
}
