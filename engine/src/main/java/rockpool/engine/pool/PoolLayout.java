package rockpool.engine.pool;

/// What lies where in a pool. Every area begins at a page, the units at a multiple of their size.
///
/// | area | bytes each | how many | memory |
/// |---|---:|---|---|
/// | header | 4096 | 1 | from the start |
/// | participants | 512 | `participants` | from the start |
/// | actors | 320 | `actors` | from the start |
/// | names | 128 | `names` | from the start |
/// | events | 128 | `events` | from the start |
/// | unit words | 8 | `units` | from the start |
/// | unit meta | 1728 | `units` | with the unit |
/// | units | 65536 | `units` | when claimed |
public record PoolLayout(int participants, int actors, int names, int events, int units) {

    public static final int UNIT_SHIFT = 16;
    public static final int UNIT_BYTES = 1 << UNIT_SHIFT;
    public static final int PAGE_BYTES = 4096;
    public static final int HEADER_BYTES = PAGE_BYTES;
    public static final int PARTICIPANT_BYTES = 512;
    public static final int ACTOR_BYTES = 320;
    public static final int NAME_BYTES = 128;
    public static final int EVENT_BYTES = 128;
    public static final int UNIT_WORD_BYTES = 8;
    /// Where the lock of the primitive arrays lies in the header's page. The pool leaves it zero.
    public static final int ARRAYS_OFFSET = 2048;
    /// Where the directory of heaps lies in the header's page; it has the rest of that page. The pool leaves it zero.
    public static final int HEAP_DIRECTORY_OFFSET = 3072;

    static int unitsFor(long maximumBytes) {
        return Math.toIntExact((maximumBytes + UNIT_BYTES - 1) >> UNIT_SHIFT);
    }

    static PoolLayout of(PoolOptions options) {
        return new PoolLayout(options.participants(), options.actors(), options.names(), options.events(),
                unitsFor(options.maximumBytes()));
    }

    private static long align(long offset, long alignment) {
        return (offset + alignment - 1) & -alignment;
    }

    private static long behind(long offset, long each, int count) {
        return align(offset + each * count, PAGE_BYTES);
    }

    public long participantsOffset() {
        return HEADER_BYTES;
    }

    public long actorsOffset() {
        return behind(participantsOffset(), PARTICIPANT_BYTES, participants);
    }

    public long namesOffset() {
        return behind(actorsOffset(), ACTOR_BYTES, actors);
    }

    public long eventsOffset() {
        return behind(namesOffset(), NAME_BYTES, names);
    }

    public long unitWordsOffset() {
        return behind(eventsOffset(), EVENT_BYTES, events);
    }

    /// Also the number of bytes that a pool has from the start.
    public long unitMetaOffset() {
        return behind(unitWordsOffset(), UNIT_WORD_BYTES, units);
    }

    public long unitsOffset() {
        return align(unitMetaOffset() + (long) UnitMeta.BYTES * units, UNIT_BYTES);
    }

    /// The greatest length the object can have.
    public long totalBytes() {
        return unitsOffset() + ((long) units << UNIT_SHIFT);
    }

    /// The bytes that all its units have together.
    public long maximumBytes() {
        return (long) units << UNIT_SHIFT;
    }
}
