package rockpool.engine.data;

import rockpool.engine.heap.Change;
import rockpool.engine.heap.Source;
import rockpool.engine.heap.Structure;

/// Makes one more bucket of a hash table, see [TableBlocks]. The bucket that is split is replaced by two new blocks, unless all stays in
/// it.
final class TableSplit {

    private TableSplit() {}

    static void split(Change change, long root) {
        Source source = change.source();
        long count = TableBlocks.count(source, root);
        long bit = Long.highestOneBit(count);
        long bucket = TableBlocks.bucket(source, root, count - bit);
        if (bucket != Structure.NULL) {
            long[] words = source.words(bucket);
            int keys = TableBucket.keys(words);
            int moving = keys(words, bit, bit);
            if (moving > 0) {
                TableBlocks.put(change, root, count - bit, part(words, bit, 0, keys - moving));
                TableBlocks.put(change, root, count, part(words, bit, bit, moving));
            }
        }
        change.putNumber(root, TableBlocks.COUNT, count + 1);
    }

    private static boolean isOf(long[] words, int at, long bit, long wanted) {
        return words[at + TableBlocks.SLOT_KEY] != Structure.NULL && (Source.number(words[at + TableBlocks.SLOT_HASH]) & bit) == wanted;
    }

    /// How many keys have a bit of their hashes as is wanted.
    private static int keys(long[] words, long bit, long wanted) {
        int keys = 0;
        for (int at = 0; at < words.length; at += TableBlocks.SLOT) {
            if (isOf(words, at, bit, wanted)) {
                keys++;
            }
        }
        return keys;
    }

    /// A bucket with those keys.
    private static TableBucket part(long[] words, long bit, long wanted, int count) {
        var part = new TableBucket(count);
        for (int at = 0; at < words.length; at += TableBlocks.SLOT) {
            if (isOf(words, at, bit, wanted)) {
                part.put(words, at);
            }
        }
        return part;
    }
}
