package rockpool.engine.litmus;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Pool;
import rockpool.engine.sync.Barrier;
import rockpool.engine.sync.Condition;
import rockpool.engine.sync.Latch;
import rockpool.engine.sync.LockKind;
import rockpool.engine.sync.Mutex;
import rockpool.engine.sync.ReadWriteLock;
import rockpool.engine.sync.Semaphore;

/// Races of what threads meet at.
final class SyncRaces {

    private SyncRaces() {}

    private static int number(boolean is) {
        return is ? 1 : 0;
    }

    /// Two try to take a mutex.
    static final class TryMutex extends Race {
        private final Mutex mutex;
        private boolean mine;

        TryMutex(Pool pool, long words, int side) {
            mutex = side == 0 ? Mutex.create(pool, "tried", LockKind.NORMAL) : Mutex.find(pool, "tried").orElseThrow();
        }

        @Override
        int act(int side, int time) {
            mine = mutex.tryLock().taken();
            return number(mine);
        }

        @Override
        String outcome(int zero, int one, int time) {
            return Races.exactlyOne(zero, one);
        }

        @Override
        void settle(int side) {
            if (mine) {
                mutex.unlock();
            }
        }
    }

    /// Two add to a word that nothing but the mutex guards.
    static final class AddTwice extends Race {
        private final Mutex mutex;
        private final long word;

        AddTwice(Pool pool, long words, int side) {
            mutex = side == 0 ? Mutex.create(pool, "guarding", LockKind.NORMAL) : Mutex.find(pool, "guarding").orElseThrow();
            word = words;
        }

        @Override
        void reset(int time) {
            Memory.putLongVolatile(word, 0);
        }

        @Override
        int act(int side, int time) {
            mutex.lockUninterruptibly();
            Memory.putLong(word, Memory.getLong(word) + 1);
            mutex.unlock();
            return 0;
        }

        @Override
        String outcome(int zero, int one, int time) {
            return Memory.getLongVolatile(word) == 2 ? "both" : "one is lost";
        }
    }

    /// Two want the only unit.
    static final class LastUnit extends Race {
        private final Semaphore semaphore;
        private boolean mine;

        LastUnit(Pool pool, int side, boolean guarded) {
            String name = guarded ? "guardedUnit" : "unit";
            semaphore = side == 1 ? Semaphore.find(pool, name).orElseThrow()
                    : guarded ? Semaphore.createProtected(pool, name, 1) : Semaphore.create(pool, name, 1);
        }

        @Override
        int act(int side, int time) {
            mine = semaphore.tryAcquire();
            return number(mine);
        }

        @Override
        String outcome(int zero, int one, int time) {
            return semaphore.value() == 0 ? Races.exactlyOne(zero, one) : "a unit too many";
        }

        @Override
        void settle(int side) {
            if (mine) {
                semaphore.post();
            }
        }
    }

    /// One gives a unit, one wants it.
    static final class PostAndTry extends Race {
        private final Semaphore semaphore;

        PostAndTry(Pool pool, long words, int side) {
            semaphore = side == 0 ? Semaphore.create(pool, "posted", 0) : Semaphore.find(pool, "posted").orElseThrow();
        }

        @Override
        int act(int side, int time) {
            if (side == 0) {
                semaphore.post();
                return 0;
            }
            return number(semaphore.tryAcquire());
        }

        @Override
        String outcome(int zero, int taken, int time) {
            int value = semaphore.value();
            if (value == 1) {
                semaphore.tryAcquire();
            }
            return taken + value != 1 ? taken + " taken, " + value + " left" : taken == 1 ? "taken" : "left";
        }
    }

    /// One takes a lock for reading, one for writing.
    static final class ReadOrWrite extends Race {
        private final ReadWriteLock lock;
        private boolean mine;

        ReadOrWrite(Pool pool, long words, int side) {
            lock = side == 0 ? ReadWriteLock.create(pool, "readOrWritten") : ReadWriteLock.find(pool, "readOrWritten").orElseThrow();
        }

        @Override
        int act(int side, int time) {
            mine = (side == 0 ? lock.tryLockRead() : lock.tryLockWrite()).taken();
            return number(mine);
        }

        @Override
        String outcome(int zero, int one, int time) {
            return Races.exactlyOne(zero, one);
        }

        @Override
        void settle(int side) {
            if (mine && side == 0) {
                lock.unlockRead();
            } else if (mine) {
                lock.unlockWrite();
            }
        }
    }

    /// One signals, while the only waiter's time is up.
    static final class SignalOrGiveUp extends Race {
        private static final int MOST_NANOS = 30_000;

        private final Condition condition;
        private final Mutex mutex;

        SignalOrGiveUp(Pool pool, long words, int side) {
            condition = side == 0 ? Condition.create(pool, "signalled") : Condition.find(pool, "signalled").orElseThrow();
            mutex = side == 0 ? Mutex.create(pool, "regained", LockKind.NORMAL) : Mutex.find(pool, "regained").orElseThrow();
        }

        @Override
        int act(int side, int time) throws InterruptedException {
            int nanos = ThreadLocalRandom.current().nextInt(MOST_NANOS);
            if (side == 0) {
                long end = System.nanoTime() + nanos;
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                return number(condition.signal());
            }
            mutex.lock();
            boolean signalled = condition.tryAwait(mutex, Duration.ofNanos(nanos)).signalled();
            mutex.unlock();
            return number(signalled);
        }

        @Override
        String outcome(int signalled, int told, int time) {
            return signalled != told ? signalled == 1 ? "a signal is lost" : "a signal of nobody's" : told == 1 ? "signalled" : "gave up";
        }
    }

    /// Two count the last two.
    static final class CountDown extends Race {
        private final Pool pool;
        private Latch latch;

        CountDown(Pool pool, long words, int side) {
            this.pool = pool;
        }

        @Override
        void reset(int time) {
            latch = Latch.create(pool, "counted" + time % 2, 2);
        }

        @Override
        int act(int side, int time) {
            latch = side == 0 ? latch : Latch.find(pool, "counted" + time % 2).orElseThrow();
            latch.countDown();
            return 0;
        }

        @Override
        String outcome(int zero, int one, int time) {
            return latch.isOpen() ? "open" : latch.count() + " left";
        }

        @Override
        void settle(int side) {
            if (side == 0) {
                latch.destroy();
            }
        }
    }

    /// Two arrive where two have to meet, and do not wait.
    static final class Arrive extends Race {
        private final Barrier barrier;

        Arrive(Pool pool, long words, int side) {
            barrier = side == 0 ? Barrier.create(pool, "arrived", 2) : Barrier.find(pool, "arrived").orElseThrow();
        }

        @Override
        int act(int side, int time) throws InterruptedException {
            return number(barrier.tryAwait(Duration.ZERO));
        }

        @Override
        String outcome(int zero, int one, int time) {
            return barrier.waiting() != 0 ? "somebody is left" : zero + one == 2 ? "both meet" : zero + one == 0 ? "none meets" : "one meets nobody";
        }
    }
}
