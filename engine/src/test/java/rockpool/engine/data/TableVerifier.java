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
        table.structure().read((source, root) -> {
            new TableVerifier(table.structure(), source, root).run();
            return null;
        });
        assertEquals(List.of(), HeapVerifier.verify(table.heap().pool()));
    }

    private void run() {
        long buckets = source.number(root, TableBlocks.COUNT);
        for (long bucket = 0; bucket < buckets; bucket++) {
            for (long entry = TableBlocks.first(source, root, bucket); entry != Structure.NULL; entry = source.word(entry, TableBlocks.NEXT)) {
                entry(entry, bucket, buckets);
            }
        }
        assertEquals(Structure.NULL, TableBlocks.first(source, root, buckets), "a bucket behind the last");
        assertEquals(keys.size(), source.number(root, TableBlocks.KEYS), "keys");
        assertEquals(older, source.number(root, TableBlocks.OLDER), "older bindings");
        assertTrue(keys.size() <= buckets, "more keys than buckets");
    }

    private void entry(long entry, long bucket, long buckets) {
        long hash = source.number(entry, TableBlocks.HASH);
        Object key = structure.copy(source, source.word(entry, TableBlocks.KEY));
        assertEquals(Key.of(key).hash(), hash, () -> "hash of " + key);
        assertEquals(bucket, TableBlocks.bucket(hash, buckets), () -> "bucket of " + key);
        assertTrue(keys.add(key), () -> "twice: " + key);
        assertEquals(entry, TableBlocks.entry(source, root, Key.of(key)), () -> "found: " + key);
        list(entry, key);
    }

    private void list(long entry, Object key) {
        long list = source.word(entry, TableBlocks.LIST);
        long expected = TableBlocks.bindings(source, entry);
        if (list != Structure.NULL) {
            assertTrue(expected > 1, () -> "a list of one: " + key);
            assertEquals(source.word(entry, TableBlocks.VALUE), source.word(list, TableBlocks.BINDING_VALUE), () -> "newest of " + key);
        }
        for (long at = list; at != Structure.NULL; at = source.word(at, TableBlocks.BINDING_OLDER)) {
            assertEquals(expected--, source.number(at, TableBlocks.BINDING_COUNT), () -> "bindings of " + key);
        }
        older += TableBlocks.bindings(source, entry) - 1;
    }
}
