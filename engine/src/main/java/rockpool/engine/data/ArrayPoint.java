package rockpool.engine.data;

import rockpool.engine.memory.Points.Point;

/// The named steps in the life of a primitive array.
enum ArrayPoint implements Point {
    /// A slot is taken and has no elements yet.
    CREATE_CLAIMED("array.create.claimed"),
    /// Memory for the elements is taken, the slot does not name it yet.
    CREATE_ALLOCATED("array.create.allocated"),
    /// All is filled in, and it is not an array yet.
    CREATE_FILLED("array.create.filled"),
    /// It is an array without a name.
    CREATE_LIVE("array.create.live"),
    /// It is destroyed, and may still have a name.
    DESTROY_ENDED("array.destroy.ended"),
    /// It has no name any more.
    DESTROY_UNNAMED("array.destroy.unnamed"),
    /// Nobody can have it any more, nothing has been freed.
    RECLAIM_DOOMED("array.reclaim.doomed"),
    /// The slot names no elements any more, their memory is still taken.
    RECLAIM_FREEING("array.reclaim.freeing");

    private final String title;

    ArrayPoint(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }
}
