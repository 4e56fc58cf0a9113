package rockpool.engine.heap;

/// Where the values met so far lie: from an object, by identity, to the offset of its block. Open addressing, at most five eighths full.
final class Identities {

    private static final int FIRST_ROOM = 16;
    private static final int GOLDEN = 0x9E3779B9;

    private Object[] keys = new Object[FIRST_ROOM];
    private long[] blocks = new long[FIRST_ROOM];
    private int count;

    private static int slot(Object key, int room) {
        return System.identityHashCode(key) * GOLDEN >>> Integer.numberOfLeadingZeros(room - 1);
    }

    /// The block of an object, or 0.
    long get(Object key) {
        int mask = keys.length - 1;
        int slot = slot(key, keys.length);
        while (keys[slot] != null) {
            if (keys[slot] == key) {
                return blocks[slot];
            }
            slot = slot + 1 & mask;
        }
        return 0;
    }

    /// Adds an object that is not there.
    void put(Object key, long block) {
        if (count >= keys.length / 8 * 5) {
            grow();
        }
        insert(key, block);
        count++;
    }

    private void insert(Object key, long block) {
        int mask = keys.length - 1;
        int slot = slot(key, keys.length);
        while (keys[slot] != null) {
            slot = slot + 1 & mask;
        }
        keys[slot] = key;
        blocks[slot] = block;
    }

    private void grow() {
        Object[] oldKeys = keys;
        long[] oldBlocks = blocks;
        keys = new Object[oldKeys.length * 2];
        blocks = new long[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != null) {
                insert(oldKeys[i], oldBlocks[i]);
            }
        }
    }
}
