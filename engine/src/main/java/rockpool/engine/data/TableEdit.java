package rockpool.engine.data;

import rockpool.engine.heap.Change;
import rockpool.engine.heap.Key;
import rockpool.engine.heap.Part;
import rockpool.engine.heap.Source;
import rockpool.engine.heap.Structure;

/// A key of a hash table as one change finds it, and what the change does to it; see [TableBlocks]. It holds until the table is changed by
/// anything else.
final class TableEdit {

    /// A search that looks at more slots than these is a reason to ask whether the bucket is nearly full.
    private static final int MANY = 12;
    /// One merge is enough for each key that goes, and two make up for those for which there was no room.
    private static final int MOST_MERGES = 2;

    private final Change change;
    private final Source source;
    private final long root;
    private final Key key;
    private final long number;
    private final long bucket;
    private final int slots;
    private final int slot;

    TableEdit(Change change, long root, Key key) {
        this.change = change;
        this.source = change.source();
        this.root = root;
        this.key = key;
        this.number = TableBlocks.number(source, root, key.hash());
        long leaf = TableBlocks.leaf(source, root, number);
        this.bucket = leaf == Structure.NULL ? Structure.NULL : source.word(leaf, TableBlocks.at(number));
        this.slots = bucket == Structure.NULL ? 0 : (int) source.number(leaf, TableBlocks.at(number) + 1);
        this.slot = TableBlocks.slot(source, bucket, slots, key);
    }

    /// Whether the key is there.
    boolean isThere() {
        return slot >= 0;
    }

    private int valueAt() {
        return slot * TableBlocks.SLOT + TableBlocks.SLOT_VALUE;
    }

    private long held() {
        return source.word(bucket, valueAt());
    }

    /// The word of its newest value.
    long value() {
        return isThere() ? TableBlocks.newest(source, held()) : Structure.ABSENT;
    }

    /// Puts a value before those that the key has.
    void add(long value) {
        if (!isThere()) {
            insert(value);
            return;
        }
        long older = held();
        if (!source.isPart(older, Part.BINDING)) {
            older = binding(older, Structure.NULL, 1);
        }
        change.put(bucket, valueAt(), binding(value, older, source.number(older, TableBlocks.BINDING_COUNT) + 1));
        putOlder(1);
    }

    /// Puts a value in the place of the newest one.
    void put(long value) {
        if (!isThere()) {
            insert(value);
            return;
        }
        long held = held();
        boolean several = source.isPart(held, Part.BINDING);
        change.put(bucket, valueAt(), several
            ? binding(value, source.word(held, TableBlocks.BINDING_OLDER), source.number(held, TableBlocks.BINDING_COUNT)) : value);
    }

    private long binding(long value, long older, long count) {
        long binding = change.allocate(Part.BINDING, TableBlocks.BINDING_WORDS);
        change.put(binding, TableBlocks.BINDING_VALUE, value);
        change.put(binding, TableBlocks.BINDING_OLDER, older);
        change.putNumber(binding, TableBlocks.BINDING_COUNT, count);
        return binding;
    }

    private void putOlder(long more) {
        change.putNumber(root, TableBlocks.OLDER, source.number(root, TableBlocks.OLDER) + more);
    }

    private void insert(long value) {
        long keyWord = change.copyIn(key.value());
        long keys = TableBlocks.keys(source, root) + 1;
        int free = free();
        if (free >= 0) {
            fill(bucket, free, keyWord, value);
        } else {
            var larger = new TableBucket(source, bucket, keysOfBucket() + 1);
            larger.put(key.hashWord(), keyWord, value);
            TableBlocks.put(change, root, number, larger);
        }
        change.putNumber(root, TableBlocks.KEYS, keys);
        if (keys > TableBlocks.count(source, root) * TableBlocks.LOAD) {
            TableSplit.split(change, root);
        }
    }

    /// The slot for this key, or -1 if it needs a new bucket.
    private int free() {
        int free = -1;
        int at = TableBlocks.home(key.hash(), slots);
        int passed = 0;
        while (passed < slots && !isUnused(at)) {
            if (free < 0 && !TableBlocks.isUsed(source, bucket, at)) {
                free = at;
            }
            at = TableBlocks.next(at, slots);
            passed++;
        }
        if (passed > MANY && isNearlyFull()) {
            return -1;
        }
        return free >= 0 || passed == slots ? free : at;
    }

    /// Whether so few slots were never used that searches take long.
    private boolean isNearlyFull() {
        int unused = 0;
        for (int i = 0; i < slots; i++) {
            if (isUnused(i)) {
                unused++;
            }
        }
        return unused * 8 <= slots;
    }

    private int keysOfBucket() {
        int keys = 0;
        for (int i = 0; i < slots; i++) {
            if (TableBlocks.isUsed(source, bucket, i)) {
                keys++;
            }
        }
        return keys;
    }

    private void fill(long to, int slot, long keyWord, long value) {
        int at = slot * TableBlocks.SLOT;
        change.put(to, at + TableBlocks.SLOT_HASH, key.hashWord());
        change.put(to, at + TableBlocks.SLOT_KEY, keyWord);
        change.put(to, at + TableBlocks.SLOT_VALUE, value);
    }

    /// Takes the newest binding out.
    void unbind() {
        long held = held();
        if (!source.isPart(held, Part.BINDING)) {
            delete();
            return;
        }
        long older = source.word(held, TableBlocks.BINDING_OLDER);
        boolean last = source.word(older, TableBlocks.BINDING_OLDER) == Structure.NULL;
        change.put(bucket, valueAt(), last ? source.word(older, TableBlocks.BINDING_VALUE) : older);
        putOlder(-1);
    }

    /// Whether a slot was never used, so that searches end at it.
    private boolean isUnused(int at) {
        return source.word(bucket, at * TableBlocks.SLOT + TableBlocks.SLOT_HASH) == Structure.NULL;
    }

    /// Takes the key out, with all its bindings.
    void delete() {
        long more = TableBlocks.bindings(source, held()) - 1;
        int at = slot * TableBlocks.SLOT;
        if (isUnused(TableBlocks.next(slot, slots))) {
            change.put(bucket, at + TableBlocks.SLOT_HASH, Structure.NULL);
        } else {
            change.putNumber(bucket, at + TableBlocks.SLOT_HASH, TableBlocks.LEFT);
        }
        change.put(bucket, at + TableBlocks.SLOT_KEY, Structure.NULL);
        change.put(bucket, at + TableBlocks.SLOT_VALUE, Structure.NULL);
        long keys = TableBlocks.keys(source, root) - 1;
        change.putNumber(root, TableBlocks.KEYS, keys);
        if (more != 0) {
            putOlder(-more);
        }
        for (int i = 0; i < MOST_MERGES && keys < TableBlocks.count(source, root) * TableBlocks.LEAST_LOAD; i++) {
            TableMerge.merge(change, root);
        }
    }
}
