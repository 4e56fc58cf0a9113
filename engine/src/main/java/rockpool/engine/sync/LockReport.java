package rockpool.engine.sync;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What can be seen of a lock from outside.
///
/// @param offset where it lies in its pool
/// @param name of the mutex, or of what the lock is part of
/// @param owner who has it
/// @param heldAtLeast how long ago somebody first saw the present owner have it; zero if nobody has looked yet
/// @param acquisitions how often it was taken
/// @param depth how often its owner has taken it again
/// @param waiters who waits for it, the longest first
public record LockReport(long offset, Optional<String> name, LockKind kind, Condition condition, Optional<Party> owner, Duration heldAtLeast,
        long acquisitions, int depth, List<Waiter> waiters) {

    /// How a lock is.
    public enum Condition {
        /// Nobody has it.
        FREE,
        /// Somebody has it.
        HELD,
        /// Who has it is dead. The next who wants it gets it.
        OWNER_DEAD,
        /// Somebody has it, and repairs what a dead owner left.
        RECOVERING,
        /// Nobody has it, and what a dead owner left has not been repaired.
        RECOVERY_DUE,
        /// Nobody can have it any more.
        ABANDONED,
        /// It is being made or destroyed.
        RETIRING,
        /// What lies there is not a lock.
        DAMAGED
    }

    /// A thread that waits for the lock.
    ///
    /// @param since for how long
    /// @param hasDeadline whether the wait ends by itself
    public record Waiter(Party who, Duration since, boolean hasDeadline) {}
}
