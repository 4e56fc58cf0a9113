package rockpool.engine.data;

import rockpool.engine.heap.Change;
import rockpool.engine.heap.Key;
import rockpool.engine.heap.Part;
import rockpool.engine.heap.Source;
import rockpool.engine.heap.Structure;

/// A key of a hash table as one change finds it, and what the change does to it; see [TableBlocks]. It holds until the table is changed by anything else.
final class TableEdit {

    private static final int LEAST_MORE = 2;

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
        this.bucket = TableBlocks.bucket(source, root, number);
        this.slots = TableBlocks.slots(source, bucket);
        this.slot = TableBlocks.slot(source, bucket, key);
    }

    /// Whether the key is there.
    boolean isThere() {
        return slot >= 0;
    }

    private int valueAt() {
        return TableBlocks.keyAt(slots, slot) + 1;
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
        long count = source.number(root, TableBlocks.COUNT);
        int free = free();
        if (free < slots) {
            fill(bucket, slots, free, keyWord, value);
        } else {
            int more = slots + Math.max(LEAST_MORE, slots / 2);
            long longer = copy(more);
            fill(longer, more, free, keyWord, value);
            TableBlocks.TREE.put(change, root, number, longer);
        }
        change.putNumber(root, TableBlocks.KEYS, keys);
        if (keys > count * TableBlocks.LOAD) {
            TableSplit.split(change, root);
        }
    }

    /// The first free slot, or the number of slots.
    private int free() {
        int free = 0;
        while (free < slots && source.word(bucket, free) != Structure.NULL) {
            free++;
        }
        return free;
    }

    private void fill(long to, int slots, int slot, long keyWord, long value) {
        change.putNumber(to, slot, key.hash());
        change.put(to, TableBlocks.keyAt(slots, slot), keyWord);
        change.put(to, TableBlocks.keyAt(slots, slot) + 1, value);
    }

    /// The bucket with more slots.
    private long copy(int more) {
        long longer = change.allocate(Part.BUCKET, more * TableBlocks.SLOT);
        for (int i = 0; i < slots; i++) {
            TableSplit.copy(change, bucket, slots, i, longer, more, i);
        }
        return longer;
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

    /// Takes the key out, with all its bindings.
    void delete() {
        long more = TableBlocks.bindings(source, held()) - 1;
        change.put(bucket, slot, Structure.NULL);
        change.put(bucket, valueAt() - 1, Structure.NULL);
        change.put(bucket, valueAt(), Structure.NULL);
        change.putNumber(root, TableBlocks.KEYS, TableBlocks.keys(source, root) - 1);
        if (more != 0) {
            putOlder(-more);
        }
    }
}
