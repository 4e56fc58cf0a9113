package rockpool.engine.data;

import rockpool.engine.heap.Change;
import rockpool.engine.heap.Key;
import rockpool.engine.heap.Part;
import rockpool.engine.heap.Source;
import rockpool.engine.heap.Structure;

/// What a hash table's blocks are, and the operations on them.
///
/// The root block, behind the header:
///
/// | word | content |
/// |---:|---|
/// | 1, 2 | a [WordTree] of the buckets: a bucket's word refers to the first of its entries |
/// | 3 | how many buckets there are, a number from [#FIRST_BUCKETS] on |
/// | 4 | how many keys, which is also how many entries, a number |
/// | 5 | how many older bindings, a number |
///
/// An entry holds a key; a binding is one of several values of it.
///
/// | block | words |
/// |---|---|
/// | ENTRY | hash (a number), key, value of the newest binding, list of bindings (null if there is but one), next entry of the bucket |
/// | BINDING | value, next older one, how many there are from this one on (a number) |
///
/// A list of bindings begins with the newest, whose value the entry has as well, and is never changed: `add` puts a binding before it, `remove`
/// lets the entry refer to the next one. So what is read from one pinned binding on is the key's bindings as they were at one moment, and a key with a
/// million of them makes no other one slow.
///
/// The bucket of a hash, while there are `n` buckets and `m` is the greatest power of two up to `n`: the hash modulo `2m` if that is less than `n`, else
/// modulo `m` (linear hashing). When there are more keys than buckets, the add that brings the last one also makes bucket `n`, and gives it those entries of
/// bucket `n - m` that belong there from now on. No operation ever does more than that, so none takes longer for a table being large. Buckets are
/// made, not taken back, but for [#clear].
///
/// All fields but those of new blocks are written by a [Change] only: whoever dies in an operation leaves the table before it, or after it.
final class TableBlocks {

    static final int BUCKETS = Structure.HEADER + 1;
    static final int COUNT = BUCKETS + WordTree.WORDS;
    static final int KEYS = COUNT + 1;
    static final int OLDER = KEYS + 1;
    static final int ROOT_WORDS = OLDER + 1;

    static final int HASH = 0;
    static final int KEY = 1;
    static final int VALUE = 2;
    static final int LIST = 3;
    static final int NEXT = 4;
    static final int ENTRY_WORDS = 5;

    static final int BINDING_VALUE = 0;
    static final int BINDING_OLDER = 1;
    static final int BINDING_COUNT = 2;
    static final int BINDING_WORDS = 3;

    static final long FIRST_BUCKETS = 8;

    static final WordTree TREE = new WordTree(BUCKETS);

    private TableBlocks() {}

    // Searching: without the lock, with it, and by who only looks

    /// The bucket of a hash.
    static long bucket(long hash, long buckets) {
        long low = Long.highestOneBit(buckets);
        long wide = hash & 2 * low - 1;
        return wide < buckets ? wide : hash & low - 1;
    }

    /// The first entry of a bucket, or null.
    static long first(Source source, long root, long bucket) {
        return TREE.get(source, root, bucket);
    }

    /// The entry of a key, or null.
    static long entry(Source source, long root, Key key) {
        long hash = key.hash();
        long entry = first(source, root, bucket(hash, source.number(root, COUNT)));
        while (entry != Structure.NULL && !(source.number(entry, HASH) == hash && key.isAt(source, source.word(entry, KEY)))) {
            source.step();
            entry = source.word(entry, NEXT);
        }
        return entry;
    }

    /// The value of a key's newest binding.
    static long value(Source source, long root, Key key) {
        long entry = entry(source, root, key);
        return entry == Structure.NULL ? Structure.ABSENT : source.word(entry, VALUE);
    }

    /// How many bindings an entry has.
    static long bindings(Source source, long entry) {
        long list = source.word(entry, LIST);
        return list == Structure.NULL ? 1 : source.number(list, BINDING_COUNT);
    }

    static long keys(Source source, long root) {
        return source.number(root, KEYS);
    }

    static long length(Source source, long root) {
        return keys(source, root) + source.number(root, OLDER);
    }

    // Changing

    static void fill(Change change, long root) {
        clear(change, root);
    }

    /// Takes everything out, at once: the collector takes it back.
    static void clear(Change change, long root) {
        TREE.clear(change, root);
        change.putNumber(root, COUNT, FIRST_BUCKETS);
        change.putNumber(root, KEYS, 0);
        change.putNumber(root, OLDER, 0);
    }

    /// Puts a key with a value in, which must not be there.
    static void insert(Change change, long root, Key key, long value) {
        Source source = change.source();
        long bucket = bucket(key.hash(), source.number(root, COUNT));
        long entry = change.allocate(Part.ENTRY, ENTRY_WORDS);
        change.putNumber(entry, HASH, key.hash());
        change.put(entry, KEY, change.copyIn(key.value()));
        change.put(entry, VALUE, value);
        change.put(entry, NEXT, first(source, root, bucket));
        TREE.put(change, root, bucket, entry);
        long keys = keys(source, root) + 1;
        change.putNumber(root, KEYS, keys);
        if (keys > source.number(root, COUNT)) {
            TableSplit.split(change, root);
        }
    }

    /// Puts a value before the others of a key.
    static void shadow(Change change, long root, long entry, long value) {
        Source source = change.source();
        long older = source.word(entry, LIST);
        if (older == Structure.NULL) {
            older = binding(change, source.word(entry, VALUE), Structure.NULL, 1);
        }
        change.put(entry, LIST, binding(change, value, older, source.number(older, BINDING_COUNT) + 1));
        change.put(entry, VALUE, value);
        putOlder(change, root, 1);
    }

    private static long binding(Change change, long value, long older, long count) {
        long binding = change.allocate(Part.BINDING, BINDING_WORDS);
        change.put(binding, BINDING_VALUE, value);
        change.put(binding, BINDING_OLDER, older);
        change.putNumber(binding, BINDING_COUNT, count);
        return binding;
    }

    private static void putOlder(Change change, long root, long more) {
        change.putNumber(root, OLDER, change.source().number(root, OLDER) + more);
    }

    /// Puts a value in the place of an entry's newest.
    static void replace(Change change, long entry, long value) {
        Source source = change.source();
        long list = source.word(entry, LIST);
        if (list != Structure.NULL) {
            long older = source.word(list, BINDING_OLDER);
            change.put(entry, LIST, binding(change, value, older, source.number(list, BINDING_COUNT)));
        }
        change.put(entry, VALUE, value);
    }

    /// Takes an entry's newest binding out.
    static void unbind(Change change, long root, long entry) {
        Source source = change.source();
        long list = source.word(entry, LIST);
        if (list == Structure.NULL) {
            delete(change, root, entry);
            return;
        }
        long older = source.word(list, BINDING_OLDER);
        change.put(entry, VALUE, source.word(older, BINDING_VALUE));
        change.put(entry, LIST, source.word(older, BINDING_OLDER) == Structure.NULL ? Structure.NULL : older);
        putOlder(change, root, -1);
    }

    /// Takes an entry out, with all its bindings.
    static void delete(Change change, long root, long entry) {
        Source source = change.source();
        long more = bindings(source, entry) - 1;
        long next = source.word(entry, NEXT);
        long bucket = bucket(source.number(entry, HASH), source.number(root, COUNT));
        long before = Structure.NULL;
        for (long at = first(source, root, bucket); at != entry; at = source.word(at, NEXT)) {
            before = at;
        }
        if (before == Structure.NULL) {
            TREE.put(change, root, bucket, next);
        } else {
            change.put(before, NEXT, next);
        }
        change.putNumber(root, KEYS, keys(source, root) - 1);
        if (more != 0) {
            putOlder(change, root, -more);
        }
    }
}
