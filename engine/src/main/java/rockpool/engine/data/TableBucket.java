package rockpool.engine.data;

import rockpool.engine.heap.Change;
import rockpool.engine.heap.Part;
import rockpool.engine.heap.Source;
import rockpool.engine.heap.Structure;

/// A new bucket of a hash table, in memory of this process until it is allocated; see [TableBlocks].
final class TableBucket {

    /// Numbers of slots whose blocks waste little of the sizes that blocks come in.
    private static final int[] SIZES = {4, 10, 20, 31, 42, 63, 84, 127, 170, 255};

    private final int slots;
    private final long[] words;

    /// An empty one with room for twice as many keys.
    TableBucket(int keys) {
        this.slots = slots(2 * keys);
        this.words = new long[slots * TableBlocks.SLOT];
    }

    private static int slots(int least) {
        for (int size : SIZES) {
            if (size >= least) {
                return size;
            }
        }
        return least;
    }

    /// One with all keys of another.
    ///
    /// @param bucket null for one that was not made
    /// @param keys as many, or more
    TableBucket(Source source, long bucket, int keys) {
        this(keys);
        if (bucket != Structure.NULL) {
            putAll(source.words(bucket));
        }
    }

    /// Puts a key in, which is not there, from a slot of other words, which may be a free one.
    void put(long[] from, int at) {
        if (from[at + TableBlocks.SLOT_KEY] != Structure.NULL) {
            put(from[at + TableBlocks.SLOT_HASH], from[at + TableBlocks.SLOT_KEY], from[at + TableBlocks.SLOT_VALUE]);
        }
    }

    /// Puts a key in, which is not there.
    void put(long hash, long key, long value) {
        int slot = TableBlocks.home(Source.number(hash), slots);
        while (words[slot * TableBlocks.SLOT + TableBlocks.SLOT_HASH] != Structure.NULL) {
            slot = TableBlocks.next(slot, slots);
        }
        int at = slot * TableBlocks.SLOT;
        words[at + TableBlocks.SLOT_HASH] = hash;
        words[at + TableBlocks.SLOT_KEY] = key;
        words[at + TableBlocks.SLOT_VALUE] = value;
    }

    /// How many keys a bucket's words have.
    static int keys(long[] words) {
        int keys = 0;
        for (int at = 0; at < words.length; at += TableBlocks.SLOT) {
            if (words[at + TableBlocks.SLOT_KEY] != Structure.NULL) {
                keys++;
            }
        }
        return keys;
    }

    /// Puts all keys of a bucket's words in, which are not there.
    void putAll(long[] from) {
        for (int at = 0; at < from.length; at += TableBlocks.SLOT) {
            put(from, at);
        }
    }

    int slots() {
        return slots;
    }

    long allocate(Change change) {
        return change.allocate(Part.BUCKET, words);
    }

    /// @return 0 if there is no room at hand
    long allocateIfRoom(Change change) {
        return words.length <= Change.MOST_WORDS_IF_ROOM ? change.allocateIfRoom(Part.BUCKET, words) : 0;
    }
}
