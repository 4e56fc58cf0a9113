package rockpool.engine.heap;

/// The values met so far by one copy out: from the offset of a block to what was made of it. Open addressing, at most five eighths full.
///
/// A slot found stays that block's until the addition of another one makes [#rooms()] change.
final class Nodes {

    private static final int FIRST_ROOM = 16;
    /// Below it the room grows faster, since finding new slots for all costs more than the room.
    private static final int FAST_ROOM = 1 << 14;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long[] keys = new long[FIRST_ROOM];
    private Object[] values = new Object[FIRST_ROOM];
    private int count;

    private static int hash(long key, int room) {
        return (int) (key * GOLDEN >>> Long.numberOfLeadingZeros(room - 1));
    }

    /// The slot of a block, which is added with a value of null if it is not there.
    int slot(long block) {
        int slot = find(block);
        if (keys[slot] != 0) {
            return slot;
        }
        if (count >= keys.length / 8 * 5) {
            grow();
            slot = find(block);
        }
        keys[slot] = block;
        count++;
        return slot;
    }

    /// How many slots there are.
    int rooms() {
        return keys.length;
    }

    Object get(int slot) {
        return values[slot];
    }

    void set(int slot, Object value) {
        values[slot] = value;
    }

    private int find(long block) {
        int mask = keys.length - 1;
        int slot = hash(block, keys.length);
        while (keys[slot] != 0 && keys[slot] != block) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        Object[] oldValues = values;
        keys = new long[oldKeys.length * (oldKeys.length < FAST_ROOM ? 4 : 2)];
        values = new Object[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = find(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
