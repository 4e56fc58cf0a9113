package rockpool.engine.data;

import java.util.List;
import java.util.function.LongPredicate;
import rockpool.engine.heap.Key;
import rockpool.engine.heap.Part;
import rockpool.engine.heap.Source;
import rockpool.engine.heap.Structure;

/// Shows hash tables, a key in a row, in the order of their buckets.
final class TablePages implements Pages {

    private static final int MOST_PLACES = 1 << 14;

    @Override
    public Size size(Looking looking) {
        long keys = keys(looking);
        long older = looking.count("the older bindings of a hash table", TableBlocks.OLDER);
        String text = Size.of(keys, "key").text();
        return new Size(older == 0 ? text : text + ", " + (keys + older) + " bindings", keys);
    }

    private static long keys(Looking looking) {
        return looking.count("the keys of a hash table", TableBlocks.KEYS);
    }

    @Override
    public List<String> titles(Excerpt excerpt) {
        return List.of("key", "value", "older values");
    }

    @Override
    public void show(Looking looking, Excerpt excerpt) {
        TableBlocks.TREE.check(looking.source, looking.root);
        long buckets = Looking.atMost("the buckets of a hash table", looking.number(TableBlocks.COUNT), looking.room(0));
        long keys = keys(looking);
        long left = excerpt.start(keys);
        long end = excerpt.end(keys);
        for (long bucket = 0; bucket < buckets; bucket++) {
            long leaf = TableBlocks.leaf(looking.source, looking.root, bucket);
            if (leaf == Structure.NULL) {
                bucket |= WordTree.FAN / 2 - 1;
                continue;
            }
            left = showBucket(looking, looking.source.word(leaf, TableBlocks.at(bucket)), left, excerpt.count());
            if (looking.rows().size() == excerpt.count()) {
                break;
            }
        }
        if (end < keys) {
            looking.goesOnAt(end);
        }
    }

    /// Shows some keys, as far as there are such.
    static void show(Looking looking, List<Key> keys) {
        Source source = looking.source;
        TableBlocks.TREE.check(source, looking.root);
        for (Key key : keys) {
            long bucket = TableBlocks.bucket(source, looking.root, TableBlocks.number(source, looking.root, key.hash()));
            int slot = TableBlocks.slot(source, bucket, TableBlocks.slots(source, bucket), key);
            if (slot >= 0) {
                show(looking, bucket, slot);
            }
        }
    }

    /// Visits keys, in the order of their buckets, until the visitor has enough or many places have been looked at.
    ///
    /// @param visitor gets the word of each, and says whether it wants another
    static void forFirstKeys(Looking looking, LongPredicate visitor) {
        TableBlocks.TREE.check(looking.source, looking.root);
        long buckets = looking.number(TableBlocks.COUNT);
        int places = 0;
        for (long number = 0; number < buckets && places < MOST_PLACES; number++, places++) {
            long bucket = TableBlocks.bucket(looking.source, looking.root, number);
            int slots = TableBlocks.slots(looking.source, bucket);
            for (int slot = 0; slot < slots && places < MOST_PLACES; slot++, places++) {
                if (TableBlocks.isUsed(looking.source, bucket, slot) && !visitor.test(TableBlocks.key(looking.source, bucket, slot))) {
                    return;
                }
            }
        }
    }

    /// @param left how many keys are to be passed before one is shown
    private static long showBucket(Looking looking, long bucket, long left, int most) {
        long still = left;
        int slots = TableBlocks.slots(looking.source, bucket);
        for (int slot = 0; slot < slots && looking.rows().size() < most; slot++) {
            looking.step(looking.room(0));
            if (TableBlocks.isUsed(looking.source, bucket, slot) && still-- <= 0) {
                still = 0;
                show(looking, bucket, slot);
            }
        }
        return still;
    }

    private static void show(Looking looking, long bucket, int slot) {
        Source source = looking.source;
        looking.add(looking.text(() -> TableBlocks.key(source, bucket, slot)),
            looking.text(() -> TableBlocks.newest(source, TableBlocks.held(source, bucket, slot))),
            looking.guarded(() -> older(looking, TableBlocks.held(source, bucket, slot)), Looking.UNREADABLE));
    }

    private static String older(Looking looking, long held) {
        var text = new StringBuilder();
        boolean hasSeveral = looking.source.isPart(held, Part.BINDING);
        long binding = hasSeveral ? looking.source.word(held, TableBlocks.BINDING_OLDER) : Structure.NULL;
        while (binding != Structure.NULL) {
            long at = binding;
            looking.step(looking.room(0));
            text.append(text.isEmpty() ? "" : ", ");
            if (text.length() > looking.width()) {
                return text.append("…").toString();
            }
            text.append(looking.text(() -> looking.source.word(at, TableBlocks.BINDING_VALUE)));
            binding = looking.source.word(at, TableBlocks.BINDING_OLDER);
        }
        return text.toString();
    }
}
