package rockpool.engine.heap;

import java.util.Arrays;
import rockpool.engine.memory.Memory;

/// The areas of a heap that are known to have free blocks, listed by class. A sweep lists what it leaves; what a sweep elsewhere has left
/// is on no list, and is looked for some areas at a time, when one is needed.
///
/// An area that is taken from here may be gone, or be full again. Used by the holder of the heap's lock only.
final class RoomyAreas {

    static final int NONE = -1;
    /// So many areas are looked at, when one with room is wanted: 64 words each at most, together some 50 µs.
    private static final int MOST_LOOKS = 512;
    private static final int ALL = Integer.MAX_VALUE;

    private final Areas areas;
    private final Area counted;
    private final Keys[] listed = new Keys[SizeClasses.COUNT];
    private final int[] pages = new int[SizeClasses.COUNT];
    /// From this key on, areas with room may be on no list.
    private int listedTo;

    RoomyAreas(Areas areas) {
        this.areas = areas;
        this.counted = areas.cursor();
    }

    /// Another process has swept: areas with room may be on no list.
    void listAgain() {
        clear(0);
    }

    /// A sweep by this process is going to list what has room.
    void listWhileSweeping() {
        clear(ALL);
    }

    private void clear(int to) {
        Arrays.fill(listed, null);
        Arrays.fill(pages, 0);
        listedTo = to;
    }

    /// Lists an area, which has free blocks.
    void add(Area area) {
        if (listed[area.sizeClass] == null) {
            listed[area.sizeClass] = new Keys();
        }
        listed[area.sizeClass].add(area.key);
    }

    /// Counts an area that stays.
    void count(Area area) {
        if (area.isPage()) {
            countPage(area.sizeClass);
        }
    }

    void countPage(int sizeClass) {
        pages[sizeClass]++;
    }

    /// How many pages a class has, as far as they are counted.
    int pages(int sizeClass) {
        return pages[sizeClass];
    }

    /// Whether an area of a class is listed.
    boolean has(int sizeClass) {
        return listed[sizeClass] != null && !listed[sizeClass].isEmpty();
    }

    /// Takes an area of a class from its list.
    ///
    /// @return its key, or [#NONE]
    int take(int sizeClass) {
        return has(sizeClass) ? listed[sizeClass].take() : NONE;
    }

    /// Looks for areas with room that are on no list, until there is one of a class, or for the time that may take.
    void look(int sizeClass) {
        if (listedTo != ALL) {
            areas.refresh();
        }
        for (int i = 0; i < MOST_LOOKS && listedTo != ALL && !has(sizeClass); i++) {
            listNext();
        }
    }

    private void listNext() {
        if (!areas.next(counted, listedTo)) {
            listedTo = ALL;
            return;
        }
        listedTo = counted.behind();
        count(counted);
        if (!counted.isLarge() && hasFree(counted)) {
            add(counted);
        }
    }

    private static boolean hasFree(Area area) {
        for (int i = 0; i < area.words; i++) {
            if ((area.starts(i) & ~Memory.getLong(area.allocated + i * 8L)) != 0) {
                return true;
            }
        }
        return false;
    }

    /// Area keys, last in first out.
    private static final class Keys {

        private int[] keys = new int[8];
        private int size;

        boolean isEmpty() {
            return size == 0;
        }

        void add(int key) {
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, size * 2);
            }
            keys[size++] = key;
        }

        int take() {
            return keys[--size];
        }
    }
}
