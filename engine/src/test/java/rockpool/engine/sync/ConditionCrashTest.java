package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import rockpool.engine.pool.Pool;

/// Every operation on conditions, cut off at each of its stores, and again in the recovery that follows.
class ConditionCrashTest extends SyncCrashes {

    /// A condition with a mutex, and others that wait there.
    private abstract static class ConditionRun extends SyncRun {

        final Mutex mutex;
        final Condition condition;

        ConditionRun() {
            Pool maker = processes.alive().getLast();
            Mutex.create(maker, "m", LockKind.NORMAL);
            Condition.create(maker, "c");
            mutex = Mutex.find(victim, "m").orElseThrow();
            condition = Condition.find(victim, "c").orElseThrow();
        }

        final Background<Awakening> waiter() {
            Pool process = processes.start();
            Mutex theirs = Mutex.find(process, "m").orElseThrow();
            Condition there = Condition.find(process, "c").orElseThrow();
            return Background.start(process, () -> {
                theirs.lock();
                try {
                    return there.tryAwait(theirs, SOON);
                } finally {
                    theirs.unlock();
                }
            }).waiting();
        }

        final boolean signal() {
            return Condition.find(survivor(), "c").orElseThrow().signal();
        }

        /// The mutex can be had, and nobody has an entry of the condition.
        @Override
        public void check(boolean died) {
            verify();
            Mutex free = Mutex.find(survivor(), "m").orElseThrow();
            assertTrue(quietly(() -> free.tryLock(SOON)).taken());
            free.unlock();
            Condition there = Condition.find(survivor(), "c").orElseThrow();
            assertFalse(there.signal(), "nobody waits any more");
            there.passOnOfDead(survivor().actor(), new Look());
            Entries entries = there.entries;
            for (int i = 0; i < entries.count(); i++) {
                assertEquals(Entries.FREE, Entries.content(entries.get(i)), "entry " + i);
            }
        }
    }

    /// Two wait; the victim signals once, and dies at it. Whoever has been signalled, the signal of a survivor reaches another.
    @Test
    void aSignallerThatDiesLosesNoWaiter() {
        tryAll(() -> new ConditionRun() {
            private final Background<Awakening> first = waiter();
            private final Background<Awakening> second = waiter();
            private boolean done;

            @Override
            public void operate() {
                condition.signal();
            }

            @Override
            public void recover() {
                if (!done) {
                    signal();
                    signal();
                    done = true;
                }
                assertTrue(resultOf(first).signalled());
                assertTrue(resultOf(second).signalled());
            }

            @Override
            public void check(boolean died) {
                recover();
                super.check(died);
            }
        }, 2);
    }

    /// The victim is signalled, and dies before its wait has returned: another waiter is signalled in its place, without further help.
    @Test
    void aSignalThatADyingWaiterTookGoesToAnother() {
        tryAll(() -> new ConditionRun() {
            private final Background<Awakening> other = waiter();
            private final int victims = 1;
            private volatile boolean over;
            private boolean returned;
            private boolean helped;
            private final Condition signallers = Condition.find(survivor(), "c").orElseThrow();
            private final Background<Boolean> signaller = Background.start(survivor(), () -> {
                while (!over) {
                    if (signallers.entries.count() > victims && signallers.signalAt(victims)) {
                        return true;
                    }
                    Thread.onSpinWait();
                }
                return signallers.entries.count() > victims && signallers.signalAt(victims);
            });

            @Override
            public void operate() {
                mutex.lockUninterruptibly();
                quietly(() -> condition.await(mutex));
                returned = true;
                mutex.unlock();
            }

            @Override
            public void victimDied() {
                over = true;
                boolean signalled = resultOf(signaller);
                super.victimDied();
                helped = !signalled || returned;
            }

            @Override
            public void recover() {
                survivor().recoverDead();
                if (helped) {
                    while (!signal() && !other.isDone()) {
                        Thread.onSpinWait();
                    }
                }
                assertTrue(resultOf(other).signalled());
            }

            @Override
            public void check(boolean died) {
                if (!died) {
                    helped = true;
                    recover();
                }
                super.check(died);
            }
        }, 3);
    }

    @Test
    void aWaitThatTimesOutLeavesNothing() {
        tryAll(() -> new ConditionRun() {
            @Override
            public void operate() {
                mutex.lockUninterruptibly();
                assertEquals(Awakening.TIMED_OUT, quietly(() -> condition.tryAwait(mutex, Duration.ZERO)));
                mutex.unlock();
            }
        }, 6);
    }

    /// A process has died with a signal; who passes it on dies as well.
    @Test
    void passingASignalOnIsPassedOn() {
        tryAll(() -> new ConditionRun() {
            private final Background<Awakening> other = waiter();

            {
                Pool dead = processes.start();
                Condition theirs = Condition.find(dead, "c").orElseThrow();
                theirs.entries.claim(dead, Entries.SIGNALLED | LockWord.heldBy(dead.actor()));
                processes.kill(dead);
            }

            @Override
            public void operate() {
                condition.passOnOfDead(victim.actor(), new Look());
            }

            @Override
            public void recover() {
                survivor().recoverDead();
                assertTrue(resultOf(other).signalled());
            }

            @Override
            public void check(boolean died) {
                recover();
                super.check(died);
            }
        }, 1);
    }
}
