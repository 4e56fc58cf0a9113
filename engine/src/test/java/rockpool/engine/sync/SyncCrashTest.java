package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.CrashEveryStore;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.PoolRun;

/// Every operation on semaphores, conditions, read-write locks, barriers and latches, cut off at each of its stores, and again in the recovery
/// that follows.
@Timeout(300)
@ExtendWith(NothingLeft.class)
class SyncCrashTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private static <T> T quietly(Callable<T> body) {
        try {
            return body.call();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T resultOf(Background<T> background) {
        try {
            return background.result();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static void tryAll(Supplier<? extends CrashEveryStore.Run> runs, long atLeast) {
        CrashEveryStore.Tried tried = CrashEveryStore.tryAll(runs);
        assertTrue(tried.stores() >= atLeast, tried.toString());
    }

    /// Runs whose state is made by the survivor, and found by the victim.
    private abstract static class SyncRun extends PoolRun {

        SyncRun() {
            super(1 << 20);
            victim.actor();
            survivor().actor();
        }

        void verify() {
            survivor().recoverDead();
            LockTable.recover(survivor());
            LockTableVerifier.verify(survivor());
        }
    }

    // Semaphores

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

    // Conditions

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

    // Read-write locks

    private abstract static class ReadWriteRun extends SyncRun {

        final ReadWriteLock victims;

        ReadWriteRun() {
            ReadWriteLock.create(processes.alive().getLast(), "l");
            victims = ReadWriteLock.find(victim, "l").orElseThrow();
        }

        ReadWriteLock survivors() {
            return ReadWriteLock.find(survivor(), "l").orElseThrow();
        }

        @Override
        public void recover() {
            assertTrue(quietly(() -> survivors().tryLockWrite(SOON)).taken());
            survivors().unlockWrite();
            assertEquals(Acquisition.ACQUIRED, quietly(() -> survivors().tryLockRead(SOON)), "a writer has given it back");
            survivors().unlockRead();
        }

        @Override
        public void check(boolean died) {
            verify();
            recover();
            assertEquals(0, survivors().readers());
        }
    }

    @Test
    void readingAndWriting() {
        tryAll(() -> new ReadWriteRun() {
            @Override
            public void operate() {
                quietly(victims::lockRead);
                quietly(victims::lockRead);
                victims.unlockRead();
                victims.unlockRead();
                quietly(victims::lockWrite);
                victims.unlockWrite();
            }
        }, 6);
    }

    @Test
    void aReaderThatGoesWhileAWriterWaits() {
        tryAll(() -> new ReadWriteRun() {
            private final Background<Acquisition> writer;

            {
                quietly(victims::lockRead);
                Pool third = processes.start();
                ReadWriteLock theirs = ReadWriteLock.find(third, "l").orElseThrow();
                writer = Background.start(third, () -> {
                    Acquisition outcome = theirs.tryLockWrite(SOON);
                    theirs.unlockWrite();
                    return outcome;
                }).waiting();
            }

            @Override
            public void operate() {
                victims.unlockRead();
            }

            @Override
            public void recover() {
                assertEquals(Acquisition.ACQUIRED, resultOf(writer));
                super.recover();
            }

            @Override
            public void check(boolean died) {
                recover();
                super.check(died);
            }
        }, 2);
    }

    @Test
    void aWriterThatWaitsInVain() {
        tryAll(() -> new ReadWriteRun() {
            private final Pool reader = processes.start();

            {
                quietly(ReadWriteLock.find(reader, "l").orElseThrow()::lockRead);
            }

            @Override
            public void operate() {
                assertEquals(Acquisition.TIMED_OUT, victims.tryLockWrite());
            }

            @Override
            public void recover() {
                if (processes.alive().contains(reader)) {
                    processes.kill(reader);
                }
                super.recover();
            }

            @Override
            public void check(boolean died) {
                recover();
                super.check(died);
            }
        }, 4);
    }

    // Barriers and latches

    @Test
    void openingABarrier() {
        tryAll(() -> new SyncRun() {
            private final Barrier made = Barrier.create(processes.alive().getLast(), "b", 2);
            private final Barrier victims = Barrier.find(victim, "b").orElseThrow();
            private final Background<Boolean> other;

            {
                Pool third = processes.start();
                Barrier theirs = Barrier.find(third, "b").orElseThrow();
                other = Background.start(third, () -> theirs.tryAwait(SOON)).waiting();
            }

            @Override
            public void operate() {
                quietly(() -> victims.tryAwait(SOON));
            }

            @Override
            public void recover() {
                Barrier there = Barrier.find(survivor(), "b").orElseThrow();
                if (there.generation() == 0) {
                    assertTrue(quietly(() -> there.tryAwait(SOON)));
                }
                assertTrue(resultOf(other));
            }

            @Override
            public void check(boolean died) {
                recover();
                verify();
                assertEquals(1, Barrier.find(survivor(), "b").orElseThrow().generation(), made.toString());
                assertEquals(0, Barrier.find(survivor(), "b").orElseThrow().waiting());
            }
        }, 4);
    }

    @Test
    void whoArrivesAtABarrierAndDiesHasNotArrived() {
        tryAll(() -> new SyncRun() {
            private final Barrier made = Barrier.create(processes.alive().getLast(), "b", 2);
            private final Barrier victims = Barrier.find(victim, "b").orElseThrow();

            @Override
            public void operate() {
                assertFalse(quietly(() -> victims.tryAwait(Duration.ZERO)));
            }

            @Override
            public void recover() {
                Barrier there = Barrier.find(survivor(), "b").orElseThrow();
                assertFalse(there.tryAwait(), "one alone does not open it");
                assertEquals(0, there.waiting(), made.toString());
            }

            @Override
            public void check(boolean died) {
                recover();
                verify();
            }
        }, 4);
    }

    @Test
    void countingALatchDown() {
        tryAll(() -> new SyncRun() {
            private final Latch made = Latch.create(processes.alive().getLast(), "l", 1);
            private final Latch victims = Latch.find(victim, "l").orElseThrow();
            private final Background<Boolean> sleeper;

            {
                Pool third = processes.start();
                Latch theirs = Latch.find(third, "l").orElseThrow();
                sleeper = Background.start(third, () -> theirs.tryAwait(SOON)).waiting();
            }

            @Override
            public void operate() {
                victims.countDown();
            }

            @Override
            public void recover() {
                Latch.find(survivor(), "l").orElseThrow().countDown();
                assertTrue(resultOf(sleeper), made.toString());
            }

            @Override
            public void check(boolean died) {
                recover();
                assertTrue(Latch.find(survivor(), "l").orElseThrow().isOpen());
                verify();
            }
        }, 2);
    }

    // Making and destroying

    private void makingAndDestroying(Consumer<Pool> make, Supplier<Consumer<Pool>> destroy, long atLeast) {
        tryAll(() -> new SyncRun() {
            @Override
            public void operate() {
                make.accept(victim);
                destroy.get().accept(victim);
            }

            @Override
            public void recover() {
                survivor().recoverDead();
                destroy.get().accept(survivor());
            }

            @Override
            public void check(boolean died) {
                recover();
                make.accept(survivor());
                destroy.get().accept(survivor());
                verify();
                LockTableVerifier.verifyEmpty(survivor());
            }
        }, atLeast);
    }

    @Test
    void makingAndDestroyingASemaphore() {
        makingAndDestroying(pool -> Semaphore.createProtected(pool, "x", 5), () -> pool -> Semaphore.find(pool, "x").ifPresent(SyncObject::destroy), 40);
    }

    @Test
    void makingAndDestroyingACondition() {
        makingAndDestroying(pool -> Condition.create(pool, "x"), () -> pool -> Condition.find(pool, "x").ifPresent(SyncObject::destroy), 30);
    }

    @Test
    void makingAndDestroyingABarrier() {
        makingAndDestroying(pool -> Barrier.create(pool, "x", 3), () -> pool -> Barrier.find(pool, "x").ifPresent(SyncObject::destroy), 30);
    }
}
