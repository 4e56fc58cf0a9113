package rockpool.engine.process;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The workers that have nothing to do, the one that came last first. Used under the lock of [Children].
///
/// For some seconds after a task has asked for a fresh worker, only those that never ran a task count as standing by; used ones are spares
/// then. Otherwise all count. A spare is done with when there have been more than are wanted for some seconds without a break: so a program
/// that starts one process after another does not lose one each time when all have just nothing to do.
final class StandingBy {

    static final long SPARE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int SPARES = 2;
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final ArrayDeque<Child> idle = new ArrayDeque<>();
    private final LongSupplier clock;
    private int wanted;
    private long freshUntil;
    /// When there were last not more than are wanted, or one too many was taken away.
    private long enoughSince;

    /// @param clock tells the time in nanoseconds
    StandingBy(LongSupplier clock) {
        this.clock = clock;
        freshUntil = clock.getAsLong();
        enoughSince = freshUntil;
    }

    void wanted(int count) {
        wanted = count;
    }

    int wanted() {
        return wanted;
    }

    /// How many count.
    int count() {
        return freshAreWanted() ? unused() : idle.size();
    }

    private int unused() {
        return (int) idle.stream().filter(child -> !child.used).count();
    }

    void freshIsWanted() {
        freshUntil = clock.getAsLong() + FRESH_NANOS;
    }

    private boolean freshAreWanted() {
        return clock.getAsLong() - freshUntil < 0;
    }

    /// Adds a worker if there is room for it: for as many as are wanted, and some spares.
    ///
    /// @return false if there is not
    boolean add(Child child) {
        boolean room = !freshAreWanted() ? idle.size() < wanted + SPARES
                : child.used ? idle.size() - unused() < SPARES : unused() < wanted;
        if (room) {
            noteIfNoneIsSpare();
            idle.addFirst(child);
        }
        return room;
    }

    void remove(Child child) {
        idle.remove(child);
        noteIfNoneIsSpare();
    }

    /// Takes a used worker first, since it is warmer.
    ///
    /// @param fresh whether only one will do that never ran a task
    /// @return null if there is none
    Child take(boolean fresh) {
        Child used = fresh ? null : firstOf(idle.iterator(), true);
        Child taken = used != null ? used : firstOf(idle.iterator(), false);
        if (taken != null) {
            idle.remove(taken);
            noteIfNoneIsSpare();
        }
        return taken;
    }

    private void noteIfNoneIsSpare() {
        if (idle.size() <= wanted) {
            enoughSince = clock.getAsLong();
        }
    }

    /// Takes a spare if there was one for long enough.
    ///
    /// @return null if there was not
    Child takeOldSpare() {
        Child spare = spare();
        long now = clock.getAsLong();
        if (spare == null || now - enoughSince < SPARE_NANOS) {
            return null;
        }
        idle.remove(spare);
        enoughSince = now;
        return spare;
    }

    /// In how many nanoseconds there may be an old spare if nothing changes meanwhile.
    ///
    /// @return at least 0; empty if there is no spare
    OptionalLong nanosToOldSpare() {
        if (idle.size() <= wanted) {
            return OptionalLong.empty();
        }
        long then = spare() == null ? freshUntil : enoughSince + SPARE_NANOS;
        return OptionalLong.of(Math.max(0, then - clock.getAsLong()));
    }

    /// The worker that has had nothing to do for longest, one that was used before one that was not.
    private Child spare() {
        if (idle.size() <= wanted) {
            return null;
        }
        Child used = firstOf(idle.descendingIterator(), true);
        return used != null || freshAreWanted() ? used : idle.peekLast();
    }

    private static Child firstOf(Iterator<Child> children, boolean used) {
        while (children.hasNext()) {
            Child child = children.next();
            if (child.used == used && !child.stopped) {
                return child;
            }
        }
        return null;
    }
}
