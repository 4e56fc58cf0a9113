package rockpool.engine.data;

import rockpool.engine.heap.Change;
import rockpool.engine.heap.Source;
import rockpool.engine.heap.Structure;

/// Makes one more bucket of a hash table, see [TableBlocks].
///
/// The entries of the bucket that is split keep their order. Only those references are stored over that lead to somewhere else afterwards.
final class TableSplit {

    private final Change change;
    private final Source source;
    private final long root;
    private final long bucket;
    /// The last entry that was given to this bucket, or null.
    private long last = Structure.NULL;

    private TableSplit(Change change, long root, long bucket) {
        this.change = change;
        this.source = change.source();
        this.root = root;
        this.bucket = bucket;
    }

    static void split(Change change, long root) {
        Source source = change.source();
        long count = source.number(root, TableBlocks.COUNT);
        long bit = Long.highestOneBit(count);
        long entry = TableBlocks.first(source, root, count - bit);
        var old = new TableSplit(change, root, count - bit);
        var made = new TableSplit(change, root, count);
        while (entry != Structure.NULL) {
            long next = source.word(entry, TableBlocks.NEXT);
            ((source.number(entry, TableBlocks.HASH) & bit) == 0 ? old : made).append(entry);
            entry = next;
        }
        old.append(Structure.NULL);
        made.append(Structure.NULL);
        change.putNumber(root, TableBlocks.COUNT, count + 1);
    }

    private void append(long entry) {
        if (last == Structure.NULL) {
            if (TableBlocks.first(source, root, bucket) != entry) {
                TableBlocks.TREE.put(change, root, bucket, entry);
            }
        } else if (source.word(last, TableBlocks.NEXT) != entry) {
            change.put(last, TableBlocks.NEXT, entry);
        }
        last = entry;
    }
}
