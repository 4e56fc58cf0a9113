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
/// | 1, 2 | a [WordTree]: of bucket `i` the block at 2`i`, and how many slots it has, a number, at 2`i` + 1 |
/// | 3 | how many buckets there are, a number from [#FIRST_BUCKETS] on |
/// | 4 | how many keys, a number |
/// | 5 | how many older bindings, a number |
///
/// | block | words |
/// |---|---|
/// | BUCKET | of so many slots: hash of the key (a number), key, value |
/// | BINDING | value, next older one, how many there are from this one on (a number) |
///
/// A bucket that nothing was put into is null. In a bucket a key lies in its home slot, which its hash says, or in one of the next; behind
/// the last slot comes the first. A search begins at home and ends at a slot that was never used, whose hash is null. A slot whose key was
/// taken out has the hash [#LEFT], which no key has: searches go on behind it, and a key that comes may use it. The add that finds a bucket
/// nearly full of used slots puts a new block in its place, with room for twice as many keys as there are. So a bucket is always one block,
/// and most searches read one line of memory of it.
///
/// The value of a slot is the key's value; or, if the key has several, the newest of its bindings. A list of bindings is never changed:
/// `add` puts one before it, `remove` lets the slot refer to the next one. So what is read from one pinned binding on is what the key had
/// at one moment, and a key with a million of them makes no other one slow.
///
/// The bucket of a hash, while there are `n` buckets and `m` is the greatest power of two up to `n`: the hash modulo `2m` if that is less
/// than `n`, else modulo `m` (linear hashing). When there are more than [#LOAD] keys a bucket, the add that brings the last one also makes
/// bucket `n`, and gives it what belongs there from now on of bucket `n - m`: both get new blocks. When there are fewer than [#LEAST_LOAD]
/// keys a bucket, the removal that takes the last one also takes the last bucket back, and gives what it has to the one that it was made
/// of. No operation does more than that, so none takes longer for a table being large. Between the two numbers lies so much that a table
/// which is filled and emptied by turns does neither each time.
///
/// A removal needs no memory. If both of the buckets have keys and there is no room at hand for a new block with all of them, the last
/// bucket stays until the next removals, each of which takes two back as long as there are too many.
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
    static final int SLOT_HASH = 0;
    static final int SLOT_KEY = 1;
    static final int SLOT_VALUE = 2;
    /// The hash of a slot whose key was taken out.
    static final long LEFT = 0;

    static final int BINDING_VALUE = 0;
    static final int BINDING_OLDER = 1;
    static final int BINDING_COUNT = 2;
    static final int BINDING_WORDS = 3;

    static final long FIRST_BUCKETS = 1;
    /// When there are more keys a bucket, one more bucket is made.
    static final int LOAD = 16;
    /// When there are fewer, the last one is taken back.
    static final int LEAST_LOAD = LOAD / 4;
    /// The upper bits of a hash say where home is; the lower ones are of the number of the bucket.
    private static final int HOME_SHIFT = 40;
    private static final int HOME_BITS = 15;

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
        return number(hash, count(source, root));
    }

    /// The leaf of the tree with what is known of a bucket, or null.
    static long leaf(Source source, long root, long number) {
        return TREE.leaf(source, root, 2 * number);
    }

    /// Where in the leaf the block of a bucket is; the number of its slots is in the next word.
    static int at(long number) {
        return WordTree.slot(2 * number);
    }

    /// The block of a bucket, or null.
    static long bucket(Source source, long root, long number) {
        return TREE.get(source, root, 2 * number);
    }

    /// Puts a bucket in its place.
    static void put(Change change, long root, long number, TableBucket bucket) {
        put(change, root, number, bucket.allocate(change), bucket.slots());
    }

    /// Puts the block of a bucket in its place.
    static void put(Change change, long root, long number, long bucket, int slots) {
        TREE.put(change, root, 2 * number, bucket);
        TREE.put(change, root, 2 * number + 1, Source.word(slots));
    }

    /// Takes the last bucket out of its place, of which the block is given if it has one.
    static void dropLast(Change change, long root, long number, long bucket) {
        long index = 2 * number;
        if (WordTree.slot(index) == 0) {
            TREE.cut(change, root, index);
        } else if (bucket != Structure.NULL) {
            TREE.put(change, root, index, Structure.NULL);
            TREE.put(change, root, index + 1, Structure.NULL);
        }
    }

    /// How many slots a bucket has.
    static int slots(Source source, long bucket) {
        return bucket == Structure.NULL ? 0 : source.length(bucket) / SLOT;
    }

    /// The slot in which a key lies if no other one does.
    static int home(long hash, int slots) {
        return (int) ((hash >>> HOME_SHIFT) * slots >>> HOME_BITS);
    }

    /// The slot behind one.
    static int next(int slot, int slots) {
        return slot + 1 == slots ? 0 : slot + 1;
    }

    /// Whether there is a key in a slot.
    static boolean isUsed(Source source, long bucket, int slot) {
        return source.word(bucket, slot * SLOT + SLOT_KEY) != Structure.NULL;
    }

    static long hash(Source source, long bucket, int slot) {
        return source.number(bucket, slot * SLOT + SLOT_HASH);
    }

    static long key(Source source, long bucket, int slot) {
        return source.word(bucket, slot * SLOT + SLOT_KEY);
    }

    static long held(Source source, long bucket, int slot) {
        return source.word(bucket, slot * SLOT + SLOT_VALUE);
    }

    /// The slot of a key in its bucket, or -1.
    static int slot(Source source, long bucket, int slots, Key key) {
        int slot = home(key.hash(), slots);
        for (int left = slots; left > 0; left--) {
            long hash = source.word(bucket, slot * SLOT + SLOT_HASH);
            if (hash == Structure.NULL) {
                return -1;
            }
            if (hash == key.hashWord() && key.isAt(source, source.word(bucket, slot * SLOT + SLOT_KEY))) {
                return slot;
            }
            slot = next(slot, slots);
        }
        return -1;
    }

    /// What the slot of a key has: its value, or the newest of its bindings.
    static long held(Source source, long root, Key key) {
        long number = number(key.hash(), Source.number(source.word(root, COUNT)));
        long leaf = TREE.leaf(source, root, 2 * number);
        if (leaf == Structure.NULL) {
            return Structure.ABSENT;
        }
        long bucket = source.word(leaf, at(number));
        int slot = slot(source, bucket, (int) Source.number(source.word(leaf, at(number) + 1)), key);
        return slot < 0 ? Structure.ABSENT : source.word(bucket, slot * SLOT + SLOT_VALUE);
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

    /// How many buckets there are.
    static long count(Source source, long root) {
        return source.number(root, COUNT);
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
