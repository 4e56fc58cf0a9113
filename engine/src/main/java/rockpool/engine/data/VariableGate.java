package rockpool.engine.data;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import rockpool.engine.heap.Structure;
import rockpool.engine.sync.Acquisition;
import rockpool.engine.sync.Awakening;
import rockpool.engine.sync.Deadline;

/// The gate of a shared variable, through which goes who changes it, who waits for a change, and who removes it. See [VariableState] for
/// what a death leaves there.
final class VariableGate {

    private final Structure structure;
    private final VariableState state;

    VariableGate(Structure structure, VariableState state) {
        this.structure = structure;
        this.state = state;
    }

    // Changing

    /// Takes the gate.
    ///
    /// @throws CancellationException if the thread is interrupted while somebody else has it
    void enter() {
        try {
            passOn(state.gate.lock() == Acquisition.OWNER_DIED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException(state.name() + ": interrupted while somebody else changes it");
        }
    }

    /// Gives it back.
    void leave() {
        state.gate.unlock();
    }

    /// Tells all who wait that there is a newer value. The caller has the gate.
    void tellAll() {
        state.changed.broadcast();
    }

    /// The caller has the gate. What its dead owner has begun is finished; whom it was going to signal nobody can know, so all look for
    /// themselves.
    private void passOn(boolean ownerDied) {
        if (ownerDied) {
            try {
                structure.heap().pool().recoverDead();
                structure.change().close();
            } catch (IllegalStateException e) {
                if (structure.heap().isLive()) {
                    throw e;
                }
                // It was removed: all who wait are told by that.
            } finally {
                wakeAll();
            }
        }
    }

    private void wakeAll() {
        try {
            tellAll();
        } catch (IllegalStateException e) {
            // It was removed: all who waited were told by that.
        }
    }

    // Waiting

    /// Waits for a newer value than that of a version.
    ///
    /// @return false if there was none before the deadline
    boolean awaitNewer(long version, long deadline) throws InterruptedException {
        Acquisition entered = state.gate.tryLock(Deadline.remaining(deadline));
        if (!entered.taken()) {
            return false;
        }
        try {
            passOn(entered == Acquisition.OWNER_DIED);
            boolean inTime = true;
            while (state.version() <= version) {
                requireThere(true);
                if (!inTime) {
                    return false;
                }
                awaitChange(Math.min(Deadline.left(deadline), state.left()));
                inTime = Deadline.left(deadline) > 0;
            }
            return true;
        } finally {
            leave();
        }
    }

    private void awaitChange(long nanos) throws InterruptedException {
        Awakening awakening = state.changed.tryAwait(state.gate, Duration.ofNanos(nanos), this::isOver);
        passOn(awakening.ownerDied());
    }

    private boolean isOver() {
        return state.isOrphan(true) || !structure.heap().isLive();
    }

    // The end

    /// Removes the variable. The caller has the gate.
    ///
    /// @return false if it is not there any more
    boolean remove() {
        boolean there = structure.heap().isLive();
        if (there) {
            structure.heap().destroy();
        }
        state.changed.destroy();
        return there;
    }

    /// Removes it if it is over.
    ///
    /// @return whether it is
    boolean removedIfOver() {
        if (state.end(true) == null) {
            return false;
        }
        boolean inside = state.gate.isMine();
        if (!inside) {
            enter();
        }
        try {
            return !structure.heap().isLive() || state.end(true) != null && remove();
        } finally {
            if (!inside) {
                leave();
            }
        }
    }

    /// @param closer whether to ask the system whether the owner lives
    /// @throws IllegalStateException if it is over
    void requireThere(boolean closer) {
        String end = state.end(closer);
        if (end != null) {
            removedIfOver();
            throw new IllegalStateException(state.name() + ": it was removed, " + end);
        }
    }
}
