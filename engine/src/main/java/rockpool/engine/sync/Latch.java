package rockpool.engine.sync;

import java.time.Duration;
import java.util.Optional;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.Handle;
import rockpool.engine.pool.Pool;

/// A gate that opens for good when it has been counted down to 0, for threads of several processes. Nothing in Netmulticore answers to it.
///
/// Entry 0 of its part holds the count. It has no owner: a process that dies before it counts down leaves the others to their deadlines.
public final class Latch extends SyncObject {

    private static final int COUNT = 0;

    private static final SyncType<Latch> TYPE = new SyncType<>(SyncKind.LATCH, Latch::new);

    private Latch(Pool pool, long offset, long life, Handle handle) {
        super(pool, offset, life, handle);
    }

    /// Makes a latch without a name.
    ///
    /// @param count 0 or more
    public static Latch create(Pool pool, int count) {
        return created(pool, null, count);
    }

    /// Makes a latch that other processes find by its name.
    ///
    /// @param count 0 or more
    /// @throws IllegalArgumentException if the name is none, or something has it already
    public static Latch create(Pool pool, String name, int count) {
        return created(pool, named(name), count);
    }

    private static Latch created(Pool pool, String name, int count) {
        if (count < 0) {
            throw new IllegalArgumentException("count=" + count + ": must not be negative");
        }
        return TYPE.create(pool, name, (where, offset, tag) -> begin(where, offset, tag, count));
    }

    /// The latch of a name.
    public static Optional<Latch> find(Pool pool, String name) {
        return TYPE.find(pool, name);
    }

    @Override
    SyncKind kind() {
        return SyncKind.LATCH;
    }

    /// What is left to count.
    ///
    /// @throws IllegalStateException if the latch has been destroyed
    public int count() {
        requireThere();
        return (int) Math.max(0, entries.data(COUNT));
    }

    /// Counts down by one, unless it is open already; at 0 all who wait go on.
    ///
    /// @throws IllegalStateException if the latch has been destroyed
    public void countDown() {
        requireThere();
        long count = entries.data(COUNT);
        while (count > 0 && !entries.changeData(COUNT, count, count - 1)) {
            count = entries.data(COUNT);
        }
        SyncPoint.LATCH_COUNTED.reach();
        if (count == 1) {
            GateWait.wake(position, false);
        }
    }

    /// Waits until it is open.
    ///
    /// @throws InterruptedException if the thread was interrupted while it waited
    /// @throws IllegalStateException if the latch has been destroyed
    public void await() throws InterruptedException {
        new Passing(pool.actor()).await(Deadline.NONE, true);
    }

    /// Waits until it is open, and no longer than a time.
    ///
    /// @return whether it is open
    /// @throws InterruptedException if the thread was interrupted while it waited
    /// @throws IllegalStateException if the latch has been destroyed
    public boolean tryAwait(Duration atMost) throws InterruptedException {
        return new Passing(pool.actor()).await(Deadline.in(atMost), true);
    }

    /// Whether it is open.
    public boolean isOpen() {
        return count() == 0;
    }

    private final class Passing extends GateWait {

        Passing(Actor me) {
            super(Latch.this, me);
        }

        @Override
        boolean pass(boolean closer) {
            return entries.data(COUNT) == 0;
        }

        @Override
        boolean isOpen(Look look) {
            return entries.data(COUNT) == 0;
        }

        @Override
        boolean onePasses() {
            return false;
        }

        @Override
        WaitKind kind() {
            return WaitKind.LATCH;
        }
    }
}
