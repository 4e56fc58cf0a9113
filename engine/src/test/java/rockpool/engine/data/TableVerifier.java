package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import rockpool.engine.heap.Key;
import rockpool.engine.heap.Source;
import rockpool.engine.heap.Structure;
import rockpool.engine.inspect.HeapVerifier;

/// Compares all that a hash table's blocks say with each other.
final class TableVerifier {

    private static final int BUCKETS_OF_A_LEAF = WordTree.FAN / 2;

    private final Structure structure;
    private final Source source;
    private final long root;
    private final Set<Object> keys = new HashSet<>();
    private long older;

    private TableVerifier(Structure structure, Source source, long root) {
        this.structure = structure;
        this.source = source;
        this.root = root;
    }

    /// Nothing in the table or its heap contradicts itself.
    static void verify(SharedHashTable<?, ?> table) {
        table.structure.read((source, root) -> {
            new TableVerifier(table.structure, source, root).run();
            return null;
        });
        assertEquals(List.of(), HeapVerifier.verify(table.heap().pool()));
    }

    private void run() {
        long buckets = TableBlocks.count(source, root);
        for (long number = 0; number < buckets; number++) {
            bucket(number, buckets);
        }
        assertEquals(Structure.NULL, TableBlocks.bucket(source, root, buckets), "a bucket behind the last");
        assertEquals(Structure.NULL, TableBlocks.TREE.get(source, root, 2 * buckets + 1), "slots of a bucket behind the last");
        assertEquals(Structure.NULL, TableBlocks.leaf(source, root, (buckets | BUCKETS_OF_A_LEAF - 1) + 1), "a leaf behind the last");
        assertEquals(keys.size(), source.number(root, TableBlocks.KEYS), "keys");
        assertEquals(older, source.number(root, TableBlocks.OLDER), "older bindings");
        assertTrue(keys.size() <= buckets * TableBlocks.LOAD, "more keys than buckets have");
    }

    private void bucket(long number, long buckets) {
        long bucket = TableBlocks.bucket(source, root, number);
        int slots = TableBlocks.slots(source, bucket);
        if (bucket != Structure.NULL) {
            long leaf = TableBlocks.leaf(source, root, number);
            assertEquals(slots, source.number(leaf, TableBlocks.at(number) + 1), () -> "slots of bucket " + number);
        }
        for (int slot = 0; slot < slots; slot++) {
            slot(bucket, slot, number, buckets);
        }
    }

    private void slot(long bucket, int slot, long number, long buckets) {
        long word = TableBlocks.key(source, bucket, slot);
        long held = TableBlocks.held(source, bucket, slot);
        long hashWord = source.word(bucket, slot * TableBlocks.SLOT + TableBlocks.SLOT_HASH);
        if (!TableBlocks.isUsed(source, bucket, slot)) {
            assertEquals(Structure.NULL, held, "value of a free slot");
            assertTrue(hashWord == Structure.NULL || Source.number(hashWord) == TableBlocks.LEFT, "hash of a free slot");
            return;
        }
        Object key = structure.copy(source, word);
        long hash = TableBlocks.hash(source, bucket, slot);
        assertEquals(Key.of(key).hash(), hash, () -> "hash of " + key);
        assertEquals(number, TableBlocks.number(hash, buckets), () -> "bucket of " + key);
        assertTrue(keys.add(key), () -> "twice: " + key);
        assertEquals(held, TableBlocks.held(source, root, Key.of(key)), () -> "found: " + key);
        assertTrue(held != Structure.NULL, () -> "nothing: " + key);
        older += bindings(held, key) - 1;
    }

    private long bindings(long held, Object key) {
        long expected = TableBlocks.bindings(source, held);
        long left = expected;
        for (long at = expected == 1 ? Structure.NULL : held; at != Structure.NULL; at = source.word(at, TableBlocks.BINDING_OLDER)) {
            assertEquals(left--, source.number(at, TableBlocks.BINDING_COUNT), () -> "bindings of " + key);
        }
        assertEquals(expected == 1 ? 1 : 0, left, () -> "bindings of " + key);
        return expected;
    }
}
