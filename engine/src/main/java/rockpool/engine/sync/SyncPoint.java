package rockpool.engine.sync;

import rockpool.engine.memory.Points;

/// The steps of the lock protocol after which a process may be killed, in the order in which they happen.
public enum SyncPoint implements Points.Point {
    /// The wait is published in the actor's slot, the lock's word does not know of it yet.
    LOCK_ANNOUNCED("lock.announced"),
    /// The word says that somebody waits, who is about to sleep.
    LOCK_FLAGGED("lock.flagged"),
    /// A sleep is over, for whatever reason.
    LOCK_WOKEN("lock.woken"),
    /// The word names the new owner, nothing else has been written.
    LOCK_ACQUIRED("lock.acquired"),
    /// The word names the successor of a dead owner, who has not been told yet.
    LOCK_TAKEN_OVER("lock.taken-over"),
    /// The successor has repaired what the lock protects, the word does not say so yet.
    LOCK_RECOVERED("lock.recovered"),
    /// The word is free, nobody has been woken yet.
    UNLOCK_RELEASED("unlock.released"),
    /// The waiters have been woken.
    UNLOCK_WOKEN("unlock.woken"),
    /// A unit for lock slots is claimed, its slots are not usable yet.
    UNIT_CLAIMED("lock.unit.claimed"),
    /// A slot for a new lock is claimed, it is not usable yet.
    CREATE_CLAIMED("lock.create.claimed"),
    /// The new lock's slot is filled in, its name is not known yet.
    CREATE_FORMATTED("lock.create.formatted"),
    /// The new lock's name leads to it, it is not usable yet.
    CREATE_NAMED("lock.create.named"),
    /// The lock is held by who destroys it.
    DESTROY_HELD("lock.destroy.held"),
    /// The lock's name is gone, its slot is not free yet.
    DESTROY_UNNAMED("lock.destroy.unnamed"),
    /// Nobody can have the lock any more, its slot is not free yet.
    RECLAIM_DOOMED("lock.reclaim.doomed"),
    /// A part for more entries is made, it is not on its slot's chain yet.
    PART_MADE("part.made"),
    /// An entry names its thread, nothing else has happened.
    ENTRY_CLAIMED("entry.claimed"),
    /// The condition's waiter has given the mutex back, it does not sleep yet.
    CONDITION_RELEASED("condition.released"),
    /// The condition's waiter has found no signal and is about to withdraw, its entry still says that it waits.
    CONDITION_LEAVING("condition.leaving"),
    /// A waiter of a condition is signalled, nobody has woken it yet.
    CONDITION_SIGNALLED("condition.signalled"),
    /// The waiter has the mutex again, its entry still says that it is signalled.
    CONDITION_REGAINED("condition.regained"),
    /// A signal of a dead waiter is with who gives it on, and nobody has it yet.
    CONDITION_PASSING("condition.passing"),
    /// A unit of a semaphore is given back, nobody has been woken yet.
    SEMAPHORE_POSTED("semaphore.posted"),
    /// A unit of a semaphore is taken.
    SEMAPHORE_TAKEN("semaphore.taken"),
    /// A reader has its entry, and has not looked for writers yet.
    READER_ENTERED("read.entered"),
    /// A reader has gone, a writer that waits for that does not know yet.
    READER_LEFT("read.left"),
    /// A writer keeps new readers out, those before it may be inside.
    WRITER_DRAINING("write.draining"),
    /// The last to arrive has opened the barrier, nobody has been woken yet.
    BARRIER_OPENED("barrier.opened"),
    /// The latch has been counted down, nobody has been woken yet.
    LATCH_COUNTED("latch.counted");

    private final String title;

    SyncPoint(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }
}
