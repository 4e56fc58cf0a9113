package rockpool.engine.data;

import rockpool.engine.heap.Change;
import rockpool.engine.heap.Source;
import rockpool.engine.heap.Structure;

/// Takes the last bucket of a hash table back, see [TableBlocks]: what it has goes into the bucket that it was made of. It undoes
/// [TableSplit].
final class TableMerge {

    private static final long[] NONE = {};

    private TableMerge() {}

    /// Does nothing if there is no other bucket, or no room at hand.
    static void merge(Change change, long root) {
        long last = TableBlocks.count(change.source(), root) - 1;
        if (last >= TableBlocks.FIRST_BUCKETS) {
            long bucket = TableBlocks.bucket(change.source(), root, last);
            if (bucket == Structure.NULL || moved(change, root, bucket, last - Long.highestOneBit(last))) {
                TableBlocks.dropLast(change, root, last, bucket);
                change.putNumber(root, TableBlocks.COUNT, last);
            }
        }
    }

    /// Has a bucket have the keys of the last one, too.
    private static boolean moved(Change change, long root, long last, long into) {
        Source source = change.source();
        long other = TableBlocks.bucket(source, root, into);
        long[] moving = source.words(last);
        long[] staying = other == Structure.NULL ? NONE : source.words(other);
        int keys = TableBucket.keys(moving);
        int others = TableBucket.keys(staying);
        if (keys == 0) {
            return true;
        }
        if (TableBlocks.leaf(source, root, into) == Structure.NULL) {
            return false;
        }
        if (others == 0) {
            // A key's slot does not depend on the number of its bucket.
            TableBlocks.put(change, root, into, last, TableBlocks.slots(source, last));
            return true;
        }
        var both = new TableBucket(keys + others);
        both.putAll(staying);
        both.putAll(moving);
        long block = both.allocateIfRoom(change);
        if (block != 0) {
            TableBlocks.put(change, root, into, block, both.slots());
        }
        return block != 0;
    }
}
