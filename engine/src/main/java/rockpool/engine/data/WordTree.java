package rockpool.engine.data;

import rockpool.engine.heap.Change;
import rockpool.engine.heap.Part;
import rockpool.engine.heap.Source;
import rockpool.engine.heap.Structure;

/// A row of value words by index, as a tree of blocks: what arrays, buffers and hash tables keep their words in. No operation costs more than its
/// height, and nothing is moved when it grows.
///
/// Two words of the structure's root block belong to it:
///
/// | word | content |
/// |---|---|
/// | `at` | the topmost block, null while the tree is empty |
/// | `at` + 1 | its height, a number: 1 if the topmost block is a leaf |
///
/// A leaf and a node have [#FAN] words. The leaf of a tree of height 1 may be shorter; it is then replaced by one twice as long
/// when an index needs it. What is null has not been made yet, or was dropped.
///
/// All changes are part of a [Change], so whoever dies in one leaves the tree as it was.
final class WordTree {

    static final int SHIFT = 10;
    static final int FAN = 1 << SHIFT;
    /// How many words of the root block it needs.
    static final int WORDS = 2;
    private static final int MASK = FAN - 1;
    private static final int LEAST_LEAF = 8;
    private static final int MOST_HEIGHT = 6;

    private final int top;
    private final int height;

    /// @param at the first of its words in the root block
    WordTree(int at) {
        this.top = at;
        this.height = at + 1;
    }

    /// Where in its leaf an index is.
    static int slot(long index) {
        return (int) index & MASK;
    }

    /// The word at an index; null also if it was never stored.
    ///
    /// @param root the structure's root block
    long get(Source source, long root, long index) {
        long leaf = leaf(source, root, index);
        return leaf == Structure.NULL ? Structure.NULL : source.word(leaf, slot(index));
    }

    /// The leaf with an index, or null if there is none.
    long leaf(Source source, long root, long index) {
        long levels = height(source, root);
        long block = source.word(root, top);
        if (levels <= 1) {
            return block != Structure.NULL && index < source.length(block) ? block : Structure.NULL;
        }
        if (index >>> SHIFT * levels != 0) {
            return Structure.NULL;
        }
        for (long level = levels - 1; level > 0 && block != Structure.NULL; level--) {
            block = source.word(block, slot(index >>> SHIFT * level));
        }
        return block;
    }

    private long height(Source source, long root) {
        return source.word(root, top) == Structure.NULL ? 0 : source.number(root, height);
    }

    /// Stores a word. Makes what is missing.
    void put(Change change, long root, long index, long word) {
        change.put(make(change, root, index), slot(index), word);
    }

    /// The leaf with an index, made if it is missing.
    long make(Change change, long root, long index) {
        long leaf = leaf(change.source(), root, index);
        return leaf != Structure.NULL ? leaf : makeMissing(change, root, index);
    }

    private long makeMissing(Change change, long root, long index) {
        Source source = change.source();
        if (index < FAN && height(source, root) <= 1) {
            return makeOnly(change, root, (int) index);
        }
        heighten(change, root, index);
        long block = source.word(root, top);
        for (long level = source.number(root, height) - 1; level > 0; level--) {
            int slot = slot(index >>> SHIFT * level);
            long below = source.word(block, slot);
            if (below == Structure.NULL) {
                below = change.allocate(Part.NODE, FAN);
                change.put(block, slot, below);
            }
            block = below;
        }
        return block;
    }

    /// The leaf of a tree of height 1, long enough for an index.
    private long makeOnly(Change change, long root, int index) {
        int words = Math.max(LEAST_LEAF, Integer.highestOneBit(index) << 1);
        long leaf = change.allocate(Part.NODE, words);
        copy(change, change.source().word(root, top), leaf);
        setTop(change, root, leaf, 1);
        return leaf;
    }

    private static void copy(Change change, long from, long to) {
        int words = from == Structure.NULL ? 0 : change.source().length(from);
        for (int i = 0; i < words; i++) {
            change.put(to, i, change.source().word(from, i));
        }
    }

    private void setTop(Change change, long root, long block, long levels) {
        change.put(root, top, block);
        change.putNumber(root, height, levels);
    }

    /// Puts nodes on top until an index lies below.
    private void heighten(Change change, long root, long index) {
        Source source = change.source();
        long levels = height(source, root);
        if (levels == 0) {
            setTop(change, root, change.allocate(Part.NODE, FAN), levelsFor(index));
            return;
        }
        if (levels == 1 && source.length(source.word(root, top)) < FAN) {
            makeOnly(change, root, FAN - 1);
        }
        while (index >>> SHIFT * levels != 0) {
            long node = change.allocate(Part.NODE, FAN);
            change.put(node, 0, source.word(root, top));
            setTop(change, root, node, ++levels);
        }
    }

    private static int levelsFor(long index) {
        int levels = 1;
        while (index >>> SHIFT * levels != 0) {
            levels++;
        }
        if (levels > MOST_HEIGHT) {
            throw new IllegalArgumentException("index=" + index + ": at most " + ((1L << SHIFT * (MOST_HEIGHT - 1)) - 1));
        }
        return levels;
    }

    /// Drops the leaf with an index. If the index is the last one below a node, so that nothing but what was dropped lies before it there,
    /// the node goes as well: it is for rows whose beginning is dropped, in ascending order.
    void drop(Change change, long root, long index) {
        Source source = change.source();
        long node = source.word(root, top);
        int wholeLevels = wholeLevels(index);
        for (long level = height(source, root) - 1; level > 0 && node != Structure.NULL; level--) {
            int slot = slot(index >>> SHIFT * level);
            if (level <= wholeLevels) {
                change.put(node, slot, Structure.NULL);
                return;
            }
            node = source.word(node, slot);
        }
        clear(change, root);
    }

    /// The number of levels at which an index lies in the last slot, and one more: that at which its leaf or node is dropped.
    private static int wholeLevels(long index) {
        int levels = 1;
        while (slot(index >>> SHIFT * levels) == MASK && levels < MOST_HEIGHT) {
            levels++;
        }
        return levels;
    }

    /// Makes it empty.
    void clear(Change change, long root) {
        setTop(change, root, Structure.NULL, 0);
    }
}
