package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import rockpool.engine.pool.Pool;

/// Every operation on read-write locks, barriers and latches, and making and destroying what has entries, cut off at each store, and again
/// in the recovery that follows.
class SyncCrashTest extends SyncCrashes {

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
                assertEquals(List.of(), LockTableVerifier.verifyEmpty(survivor()));
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
