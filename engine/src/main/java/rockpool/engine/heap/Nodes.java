package rockpool.engine.heap;

import java.util.Arrays;

/// The values met so far by one copy out: from the offset of a block to what was made of it.
///
/// Each block has a slot that stays its own. Blocks that lie together have slots that lie together, since they are mostly met together: a
/// **window** of 256 bytes of the heap has sixteen slots, and windows are found by open addressing, the one that was met last without a
/// search.
final class Nodes {

    private static final int WINDOW_SHIFT = Block.GRANULE_SHIFT + 4;
    private static final int SLOTS_SHIFT = WINDOW_SHIFT - Block.GRANULE_SHIFT;
    private static final int SLOTS = 1 << SLOTS_SHIFT;
    private static final int FIRST_WINDOWS = 4;
    private static final int FIRST_ROOM = 8;
    /// Below it room grows faster, since moving all costs more than the room.
    private static final int FAST_WINDOWS = 1 << 12;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /// Numbers of windows plus 1, at most half of them used, and which of the windows in `values` each is.
    private long[] keys = new long[FIRST_ROOM];
    private int[] indexes = new int[FIRST_ROOM];
    private Object[] values = new Object[FIRST_WINDOWS << SLOTS_SHIFT];
    private int windows;
    private long lastKey;
    private int lastFirst;

    private static int hash(long key, int room) {
        return (int) (key * GOLDEN >>> Long.numberOfLeadingZeros(room - 1));
    }

    /// The slot of a block, of which the value is null if none was set.
    int slot(long block) {
        long key = (block >>> WINDOW_SHIFT) + 1;
        int first = key == lastKey ? lastFirst : window(key);
        return first + ((int) (block >>> Block.GRANULE_SHIFT) & SLOTS - 1);
    }

    Object get(int slot) {
        return values[slot];
    }

    void set(int slot, Object value) {
        values[slot] = value;
    }

    /// The first slot of a window, which is added if it is not there.
    private int window(long key) {
        int at = find(key);
        if (keys[at] == 0) {
            at = add(key, at);
        }
        lastKey = key;
        lastFirst = indexes[at] << SLOTS_SHIFT;
        return lastFirst;
    }

    private int add(long key, int free) {
        int at = free;
        if (windows >= keys.length / 2) {
            growKeys();
            at = find(key);
        }
        if (windows << SLOTS_SHIFT == values.length) {
            values = Arrays.copyOf(values, Math.multiplyExact(windows, SLOTS * growth()));
        }
        keys[at] = key;
        indexes[at] = windows++;
        return at;
    }

    private int find(long key) {
        int mask = keys.length - 1;
        int at = hash(key, keys.length);
        while (keys[at] != 0 && keys[at] != key) {
            at = at + 1 & mask;
        }
        return at;
    }

    private int growth() {
        return windows < FAST_WINDOWS ? 4 : 2;
    }

    private void growKeys() {
        long[] oldKeys = keys;
        int[] oldIndexes = indexes;
        keys = new long[oldKeys.length * growth()];
        indexes = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int at = find(oldKeys[i]);
                keys[at] = oldKeys[i];
                indexes[at] = oldIndexes[i];
            }
        }
    }
}
