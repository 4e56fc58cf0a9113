package rockpool.engine.pool;

import rockpool.engine.memory.Points;

/// The steps of this package's protocols.
public enum PoolPoints implements Points.Point {
    /// The object exists and is locked, but has no header.
    POOL_CREATED("pool.created"),
    /// The header is complete except for the magic number.
    POOL_WRITTEN("pool.written"),
    /// The pool can be attached.
    POOL_PUBLISHED("pool.published"),
    /// A participant's slot has been taken, and is not described yet.
    PARTICIPANT_CLAIMED("participant.claimed"),
    /// An actor's slot has been taken, and still holds what the last owner left in it.
    ACTOR_CLAIMED("actor.claimed"),
    /// Units have been taken and may have no memory yet.
    UNIT_CLAIMED("unit.claimed"),
    /// Units have memory, and their words do not say so yet.
    UNIT_RESERVED("unit.reserved"),
    /// Tails of a run say whose they are, its head does not.
    UNIT_TAILS("unit.tails"),
    /// The head of a run is being given back, its tails are still there.
    UNIT_RELEASING("unit.releasing"),
    /// A free unit has been taken from the others to give its memory back.
    UNIT_TRIMMING("unit.trimming"),
    /// A name's entry is complete except for its word.
    NAME_WRITTEN("name.written"),
    /// A process has registered an object, and has not looked whether it is there.
    HANDLE_REGISTERED("handle.registered"),
    /// Objects without registrations are noted, the epoch has not begun.
    RECLAIM_NOTED("reclaim.noted"),
    /// The heaps have marked, nothing is taken yet.
    RECLAIM_LOOKED("reclaim.looked"),
    /// A type's record is complete, and not counted yet.
    TYPE_WRITTEN("type.written"),
    /// An event's slot has been taken.
    EVENT_CLAIMED("event.claimed"),
    /// A dead process's actors are free.
    RECOVERY_ACTORS("recovery.actors"),
    /// Its units are given back.
    RECOVERY_UNITS("recovery.units"),
    /// The layers above have repaired theirs.
    RECOVERY_TOLD("recovery.told");

    private final String title;

    PoolPoints(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }
}
