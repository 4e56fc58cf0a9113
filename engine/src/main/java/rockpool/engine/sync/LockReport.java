package rockpool.engine.sync;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What can be seen from outside of a lock, or of another thing that threads meet at.
///
/// @param offset where it lies in its pool
/// @param name of it, or of what the lock is part of; of one that lies in something with a name, its place there, such as
///     `accounts.header.guard`
/// @param what it is; a lock that is part of something else counts as a mutex; null for what is damaged
/// @param kind of a mutex, otherwise null
/// @param owner who has it; of a read-write lock the writer
/// @param heldAtLeast how long ago somebody first saw the present owner have it; zero if nobody has looked yet
/// @param acquisitions how often it was taken; of a barrier how often it has opened
/// @param depth how often its owner has taken it again
/// @param waiters who waits for it, the longest first
/// @param holders who else has something of it, as often as they have it: the units of a protected semaphore, a lock for reading
/// @param value what is left of a semaphore or latch, how many have arrived at a barrier, how many read
/// @param limit how many units a protected semaphore has, how many meet at a barrier
public record LockReport(long offset, Optional<String> name, SyncKind what, LockKind kind, Condition condition, Optional<Party> owner,
        Duration heldAtLeast, long acquisitions, int depth, List<Waiter> waiters, List<Party> holders, OptionalLong value,
        OptionalLong limit) {

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
    /// @param line from which it waits, as in a stack trace; empty if not known, or if no thread is blocked in the wait
    public record Waiter(Party who, Duration since, boolean hasDeadline, String line) {}
}
