package rockpool.engine.pool;

import java.util.List;

/// What a unit is used for: six bits of its word. The numbers are part of the shared format.
public final class UnitClass {

    /// Nobody's.
    public static final int FREE = 0;
    /// Between two states; the owner is the participant, plus one, that is changing it.
    public static final int CHANGING = 1;
    /// Heap descriptors.
    public static final int HEAPS = 2;
    /// Lock slots.
    public static final int LOCKS = 3;
    /// Descriptors of types.
    public static final int TYPES = 4;
    /// Sixteen pages, each with the blocks of one size of one heap.
    public static final int SMALL = 5;
    /// Blocks of one size of one heap.
    public static final int SPAN = 6;
    /// The first unit of one large block.
    public static final int LARGE_HEAD = 7;
    /// Any unit of a run but the first, whatever the first one's class.
    public static final int LARGE_TAIL = 8;
    /// A heap's log beyond what its descriptor holds.
    public static final int LOG = 9;
    /// For structures above the heap.
    public static final int DATA = 10;
    /// Which handles a process has, beyond what its slot says. The owner is the participant, plus 1.
    public static final int HANDLES = 11;
    /// Slots of primitive arrays.
    public static final int ARRAYS = 12;
    /// The elements of primitive arrays. The owner is 0 for a run that is one array's, otherwise the number of its blocks' size.
    public static final int ARRAY_DATA = 13;

    private static final List<String> NAMES = List.of("FREE", "CHANGING", "HEAPS", "LOCKS", "TYPES", "SMALL", "SPAN", "LARGE_HEAD",
            "LARGE_TAIL", "LOG", "DATA", "HANDLES", "ARRAYS", "ARRAY_DATA");

    private UnitClass() {}

    /// Whether it is a class that somebody may claim a unit for.
    static boolean claimable(int unitClass) {
        return unitClass > CHANGING && unitClass < NAMES.size() && unitClass != LARGE_TAIL;
    }

    /// Whether the number is one of the classes.
    public static boolean known(int unitClass) {
        return unitClass >= 0 && unitClass < NAMES.size();
    }

    public static String name(int unitClass) {
        return known(unitClass) ? NAMES.get(unitClass) : "class " + unitClass;
    }
}
