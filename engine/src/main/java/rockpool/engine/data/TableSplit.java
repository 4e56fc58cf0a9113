package rockpool.engine.data;

import rockpool.engine.heap.Change;
import rockpool.engine.heap.Part;
import rockpool.engine.heap.Source;
import rockpool.engine.heap.Structure;

/// Makes one more bucket of a hash table, see [TableBlocks]. The bucket that is split is replaced by two new blocks, unless all stays in it.
final class TableSplit {

    /// Free slots of a new block.
    private static final int FREE = 2;

    private TableSplit() {}

    static void split(Change change, long root) {
        Source source = change.source();
        long count = source.number(root, TableBlocks.COUNT);
        long bit = Long.highestOneBit(count);
        long bucket = TableBlocks.bucket(source, root, count - bit);
        int slots = TableBlocks.slots(source, bucket);
        int moving = 0;
        int staying = 0;
        for (int i = 0; i < slots; i++) {
            if (source.word(bucket, i) != Structure.NULL) {
                if ((source.number(bucket, i) & bit) != 0) {
                    moving++;
                } else {
                    staying++;
                }
            }
        }
        if (moving > 0) {
            TableBlocks.TREE.put(change, root, count - bit, part(change, bucket, slots, bit, 0, staying));
            TableBlocks.TREE.put(change, root, count, part(change, bucket, slots, bit, bit, moving));
        }
        change.putNumber(root, TableBlocks.COUNT, count + 1);
    }

    /// A block with those slots whose hashes have a bit as is wanted.
    private static long part(Change change, long bucket, int slots, long bit, long wanted, int count) {
        if (count == 0) {
            return Structure.NULL;
        }
        Source source = change.source();
        long part = change.allocate(Part.BUCKET, (count + FREE) * TableBlocks.SLOT);
        int to = 0;
        for (int i = 0; i < slots; i++) {
            if (source.word(bucket, i) != Structure.NULL && (source.number(bucket, i) & bit) == wanted) {
                copy(change, bucket, slots, i, part, count + FREE, to++);
            }
        }
        return part;
    }

    /// Copies a slot from one bucket to another.
    static void copy(Change change, long from, int fromSlots, int fromSlot, long to, int toSlots, int toSlot) {
        Source source = change.source();
        int fromKey = TableBlocks.keyAt(fromSlots, fromSlot);
        int toKey = TableBlocks.keyAt(toSlots, toSlot);
        change.put(to, toSlot, source.word(from, fromSlot));
        change.put(to, toKey, source.word(from, fromKey));
        change.put(to, toKey + 1, source.word(from, fromKey + 1));
    }
}
