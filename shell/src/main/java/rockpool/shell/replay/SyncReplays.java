package rockpool.shell.replay;

import rockpool.engine.pool.Pool;
import rockpool.engine.sync.Barrier;
import rockpool.engine.sync.Condition;
import rockpool.engine.sync.Latch;
import rockpool.engine.sync.LockKind;
import rockpool.engine.sync.Mutex;
import rockpool.engine.sync.ReadWriteLock;
import rockpool.engine.sync.Semaphore;

/// What [Replays] says, for the things that threads meet at. Their methods differ in what they return alone, so each has a class.
public final class SyncReplays {

    private SyncReplays() { }

    /// Stands in for the methods of [Mutex]. A mutex of any kind is found.
    public static final class Mutexes {

        private Mutexes() { }

        public static Mutex create(Pool pool, String name) {
            return Replays.found(() -> Mutex.find(pool, name), () -> Mutex.create(pool, name));
        }

        public static Mutex create(Pool pool, String name, LockKind kind) {
            return Replays.found(() -> Mutex.find(pool, name), () -> Mutex.create(pool, name, kind));
        }
    }

    /// Stands in for the methods of [Semaphore]. A semaphore of either kind is found.
    public static final class Semaphores {

        private Semaphores() { }

        public static Semaphore create(Pool pool, String name, int value) {
            return Replays.found(() -> Semaphore.find(pool, name), () -> Semaphore.create(pool, name, value));
        }

        public static Semaphore createProtected(Pool pool, String name, int units) {
            return Replays.found(() -> Semaphore.find(pool, name), () -> Semaphore.createProtected(pool, name, units));
        }
    }

    /// Stands in for the methods of [Condition].
    public static final class Conditions {

        private Conditions() { }

        public static Condition create(Pool pool, String name) {
            return Replays.found(() -> Condition.find(pool, name), () -> Condition.create(pool, name));
        }
    }

    /// Stands in for the methods of [ReadWriteLock].
    public static final class ReadWriteLocks {

        private ReadWriteLocks() { }

        public static ReadWriteLock create(Pool pool, String name) {
            return Replays.found(() -> ReadWriteLock.find(pool, name), () -> ReadWriteLock.create(pool, name));
        }
    }

    /// Stands in for the methods of [Barrier].
    public static final class Barriers {

        private Barriers() { }

        public static Barrier create(Pool pool, String name, int parties) {
            return Replays.found(() -> Barrier.find(pool, name), () -> Barrier.create(pool, name, parties));
        }
    }

    /// Stands in for the methods of [Latch].
    public static final class Latches {

        private Latches() { }

        public static Latch create(Pool pool, String name, int count) {
            return Replays.found(() -> Latch.find(pool, name), () -> Latch.create(pool, name, count));
        }
    }
}
