package rockpool.engine.process;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/// The workers that have nothing to do, the one that came last first. Used under the lock of [Children].
///
/// For some seconds after a task has asked for a fresh worker, only those that never ran a task count as standing by; used ones are spares
/// then. Otherwise all count.
final class StandingBy {

    private static final int SPARES = 2;
    private static final long FRESH_SECONDS = 5;

    private final ArrayDeque<Child> idle = new ArrayDeque<>();
    private int wanted;
    private long freshUntil = System.nanoTime();

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
        freshUntil = System.nanoTime() + TimeUnit.SECONDS.toNanos(FRESH_SECONDS);
    }

    private boolean freshAreWanted() {
        return System.nanoTime() - freshUntil < 0;
    }

    boolean hasSpares() {
        return idle.size() > wanted;
    }

    /// Adds a worker if there is room for it: for as many as are wanted, and some spares.
    ///
    /// @return false if there is not
    boolean add(Child child) {
        boolean room = !freshAreWanted() ? idle.size() < wanted + SPARES
                : child.used ? idle.size() - unused() < SPARES : unused() < wanted;
        if (room) {
            idle.addFirst(child);
        }
        return room;
    }

    void remove(Child child) {
        idle.remove(child);
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
        }
        return taken;
    }

    /// Takes the worker that has been a spare for longest.
    ///
    /// @return null if none is one
    Child takeSpare() {
        if (!hasSpares()) {
            return null;
        }
        Child used = firstOf(idle.descendingIterator(), true);
        Child spare = used != null ? used : freshAreWanted() ? null : idle.peekLast();
        if (spare != null) {
            idle.remove(spare);
        }
        return spare;
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
