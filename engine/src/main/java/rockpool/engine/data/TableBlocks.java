package rockpool.engine.data;

import rockpool.engine.heap.Change;
import rockpool.engine.heap.Key;
import rockpool.engine.heap.Part;
import rockpool.engine.heap.Source;
import rockpool.engine.heap.Structure;

/// What a hash table's blocks are, and how they are searched.
///
/// The root block, behind the header:
///
/// | word | content |
/// |---:|---|
/// | 1, 2 | a [WordTree] of the buckets |
/// | 3 | how many buckets there are, a number from [#FIRST_BUCKETS] on |
/// | 4 | how many keys, a number |
/// | 5 | how many older bindings, a number |
///
/// | block | words |
/// |---|---|
/// | BUCKET | of so many slots: the hash of each (a number; null in a free slot), then key and value of each |
/// | BINDING | value, next older one, how many there are from this one on (a number) |
///
/// A bucket that nothing was put into is null. One without a free slot is replaced by a longer one, so a bucket is always one block, and who
/// searches looks at hashes that lie side by side before he follows any reference.
///
/// The value of a slot is the key's value; or, if the key has several, the newest of its bindings. A list of bindings is never changed: `add` puts
/// one before it, `remove` lets the slot refer to the next one. So what is read from one pinned binding on is what the key had at one moment, and a
/// key with a million of them makes no other one slow.
///
/// The bucket of a hash, while there are `n` buckets and `m` is the greatest power of two up to `n`: the hash modulo `2m` if that is less than `n`, else
/// modulo `m` (linear hashing). When there are more than [#LOAD] keys a bucket, the add that brings the last one also makes bucket `n`, and gives it
/// what belongs there from now on of bucket `n - m`. No operation does more than that, so none takes longer for a table being large. Buckets are
/// made, not taken back, but for [#clear].
///
/// All words but those of new blocks are written by a [Change] only: whoever dies in an operation leaves the table before it, or after it.
final class TableBlocks {

    static final int BUCKETS = Structure.HEADER + 1;
    static final int COUNT = BUCKETS + WordTree.WORDS;
    static final int KEYS = COUNT + 1;
    static final int OLDER = KEYS + 1;
    static final int ROOT_WORDS = OLDER + 1;

    /// The words of a slot.
    static final int SLOT = 3;

    static final int BINDING_VALUE = 0;
    static final int BINDING_OLDER = 1;
    static final int BINDING_COUNT = 2;
    static final int BINDING_WORDS = 3;

    static final long FIRST_BUCKETS = 8;
    static final int LOAD = 4;

    static final WordTree TREE = new WordTree(BUCKETS);

    private TableBlocks() {}

    /// The number of the bucket of a hash.
    static long number(long hash, long buckets) {
        long low = Long.highestOneBit(buckets);
        long wide = hash & 2 * low - 1;
        return wide < buckets ? wide : hash & low - 1;
    }

    /// The number of the bucket of a hash.
    static long number(Source source, long root, long hash) {
        return number(hash, source.number(root, COUNT));
    }

    /// The block of a bucket, or null.
    static long bucket(Source source, long root, long number) {
        return TREE.get(source, root, number);
    }

    /// How many slots a bucket has.
    static int slots(Source source, long bucket) {
        return bucket == Structure.NULL ? 0 : source.length(bucket) / SLOT;
    }

    /// The slot of a key in its bucket, or -1.
    static int slot(Source source, long bucket, Key key) {
        int slots = slots(source, bucket);
        for (int i = 0; i < slots; i++) {
            if (source.number(bucket, i) == key.hash() && key.isAt(source, source.word(bucket, keyAt(slots, i)))) {
                return i;
            }
        }
        return -1;
    }

    /// Where the key of a slot is; its value is in the next word.
    static int keyAt(int slots, int slot) {
        return slots + 2 * slot;
    }

    /// What the slot of a key has: its value, or the newest of its bindings.
    static long held(Source source, long root, Key key) {
        long bucket = bucket(source, root, number(source, root, key.hash()));
        int slot = slot(source, bucket, key);
        return slot < 0 ? Structure.ABSENT : source.word(bucket, keyAt(slots(source, bucket), slot) + 1);
    }

    /// The newest value of what a slot has.
    static long newest(Source source, long held) {
        return source.isPart(held, Part.BINDING) ? source.word(held, BINDING_VALUE) : held;
    }

    /// The newest value of a key.
    static long value(Source source, long root, Key key) {
        return newest(source, held(source, root, key));
    }

    /// How many bindings what a slot has stands for.
    static long bindings(Source source, long held) {
        return source.isPart(held, Part.BINDING) ? source.number(held, BINDING_COUNT) : 1;
    }

    static long keys(Source source, long root) {
        return source.number(root, KEYS);
    }

    static long length(Source source, long root) {
        return keys(source, root) + source.number(root, OLDER);
    }

    /// Takes everything out, at once: the collector takes it back.
    static void clear(Change change, long root) {
        TREE.clear(change, root);
        change.putNumber(root, COUNT, FIRST_BUCKETS);
        change.putNumber(root, KEYS, 0);
        change.putNumber(root, OLDER, 0);
    }
}
