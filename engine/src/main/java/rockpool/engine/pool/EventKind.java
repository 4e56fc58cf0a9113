package rockpool.engine.pool;

/// What can happen in a pool. The numbers are part of the shared format: new kinds go to the end.
public enum EventKind {
    /// Payload: maximum bytes.
    POOL_CREATED,
    /// A process attached. Payload: its participant's slot.
    ATTACHED,
    /// A process gave its slot back. Payload: the slot.
    DETACHED,
    /// The part of the units that was ever used passed another sixteenth. Payload: its bytes, maximum bytes.
    GREW,
    /// Memory went back to the system. Payload: bytes.
    TRIMMED,
    /// Payload: bytes asked for, free, maximum; 0 for a full pool or 1 for short system memory.
    OUT_OF_MEMORY,
    /// A process was found dead and cleaned up after. Payload: its pid, its slot.
    DIED,
    /// Somebody had to wait for a lock. Payload: the lock's offset, nanoseconds waited, owner's actor.
    CONTENDED,
    /// A lock was taken over from a dead owner. Payload: the lock's offset, the dead actor, its incarnation.
    TAKEN_OVER,
    /// What a lock guards could not be repaired. Payload: the lock's offset.
    ABANDONED,
    /// Payload: the number of actors on the cycle, then those actors.
    DEADLOCK,
    /// A heap was collected. Payload: heap's offset, nanoseconds, live bytes, freed bytes, pinned blocks, slices, units given back. Text:
    /// why.
    COLLECTION,
    /// A heap's log was applied again after its owner had died. Payload: heap's offset, entries.
    REDONE,
    /// Payload: heap's offset.
    HEAP_CREATED,
    /// Payload: heap's offset.
    HEAP_DESTROYED,
    /// Payload: the worker's pid, the process's number. Text: its definition.
    PROCESS_STARTED,
    /// Payload: the worker's pid, the process's number, exit status, signal. Text: its definition.
    PROCESS_ENDED,
    /// Something in the pool cannot be. Payload: offset.
    DAMAGED,
    /// The user's own. Text: what.
    NOTE;

    private static final EventKind[] ALL = values();

    /// @return null for a number that is none
    static EventKind of(int number) {
        return number < 0 || number >= ALL.length ? null : ALL[number];
    }
}
