package rockpool.engine.data;

import java.util.function.LongUnaryOperator;
import rockpool.engine.heap.Change;
import rockpool.engine.heap.Part;
import rockpool.engine.heap.Source;
import rockpool.engine.heap.Structure;
import rockpool.engine.pool.PoolDamagedException;

/// A row of value words by index, as a tree of blocks: what arrays, buffers and hash tables keep their words in. No operation costs more
/// than its height, and nothing is moved when it grows.
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
/// A block of the kind [Part#SHARED_NODE] has the same word everywhere and may occur in many places: ten million equal words are one leaf
/// and a node for each level above it. It is never changed; whoever stores below it puts copies of the blocks on the way in its place
/// first.
///
/// All changes are part of a [Change], so whoever dies in one leaves the tree as it was.
final class WordTree {

    static final int SHIFT = 10;
    static final int FAN = 1 << SHIFT;
    /// How many words of the root block it needs.
    static final int WORDS = 2;
    /// The indexes are below this.
    static final long MOST = 1L << 50;
    private static final int MOST_LEVELS = 5;
    private static final int MASK = FAN - 1;
    private static final int LEAST_LEAF = 8;
    /// So many words are stored one by one rather than in a copy of their leaf.
    private static final int FEW = 16;

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

    /// Where the way to an index goes on, in a block of a height.
    private static int slot(long index, int level) {
        return slot(index >>> SHIFT * (level - 1));
    }

    private static void check(long index) {
        if (index < 0 || index >= MOST) {
            throw new IllegalArgumentException("index=" + index + ": from 0 to " + (MOST - 1));
        }
    }

    // Reading

    /// The word at an index; null also if it was never stored.
    ///
    /// @param root the structure's root block
    long get(Source source, long root, long index) {
        long leaf = leaf(source, root, index);
        return leaf == Structure.NULL ? Structure.NULL : source.word(leaf, slot(index));
    }

    /// The leaf with an index, or null if there is none. It may be a shared one: to store in it, see [#make].
    long leaf(Source source, long root, long index) {
        long block = source.word(root, top);
        if (block == Structure.NULL) {
            return Structure.NULL;
        }
        int levels = (int) Source.number(source.word(root, height));
        if (levels <= 1) {
            return index < FAN && index < source.length(block) ? block : Structure.NULL;
        }
        if (isBeyond(index, levels)) {
            return Structure.NULL;
        }
        for (int level = levels; level > 1 && block != Structure.NULL; level--) {
            block = source.word(block, slot(index, level));
        }
        return block;
    }

    /// Checks what a search takes for granted, for who looks at a structure that may be damaged.
    ///
    /// @throws PoolDamagedException if no tree can be so high
    void check(Source source, long root) {
        long levels = height(source, root);
        if (levels < 0 || levels > MOST_LEVELS) {
            throw new PoolDamagedException("a tree in the block at " + root, "at most " + MOST_LEVELS + " levels", "" + levels);
        }
    }

    private static boolean isBeyond(long index, int levels) {
        return index >>> SHIFT * levels != 0;
    }

    private int height(Source source, long root) {
        return source.word(root, top) == Structure.NULL ? 0 : (int) source.number(root, height);
    }

    private static int levelsFor(long index) {
        int levels = 1;
        while (isBeyond(index, levels)) {
            levels++;
        }
        return levels;
    }

    // Storing

    /// Stores a word. Makes what is missing.
    void put(Change change, long root, long index, long word) {
        change.put(make(change, root, index), slot(index), word);
    }

    /// The leaf with an index to store in, made if it is missing.
    long make(Change change, long root, long index) {
        long leaf = leaf(change.source(), root, index);
        if (leaf == Structure.NULL) {
            check(index);
            return makeMissing(change, root, index);
        }
        return change.source().isPart(leaf, Part.SHARED_NODE) ? makeOwn(change, root, index) : leaf;
    }

    private long makeMissing(Change change, long root, long index) {
        Source source = change.source();
        if (index < FAN && height(source, root) <= 1) {
            return makeOnly(change, root, (int) index);
        }
        heighten(change, root, index);
        long block = source.word(root, top);
        for (int level = height(source, root); level > 1; level--) {
            int slot = slot(index, level);
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
        long old = change.source().word(root, top);
        long leaf = change.allocate(Part.NODE, Math.max(LEAST_LEAF, Integer.highestOneBit(index) << 1));
        copy(change, old, leaf, old == Structure.NULL ? 0 : change.source().length(old));
        setTop(change, root, leaf, 1);
        return leaf;
    }

    private static void copy(Change change, long from, long to, int words) {
        for (int i = 0; i < words; i++) {
            change.put(to, i, change.source().word(from, i));
        }
    }

    private void setTop(Change change, long root, long block, int levels) {
        change.put(root, top, block);
        change.putNumber(root, height, levels);
    }

    /// Puts nodes on top until an index lies below.
    private void heighten(Change change, long root, long index) {
        Source source = change.source();
        int levels = height(source, root);
        if (levels == 0) {
            setTop(change, root, change.allocate(Part.NODE, FAN), levelsFor(index));
            return;
        }
        if (levels == 1 && index >= FAN && source.length(source.word(root, top)) < FAN) {
            makeOnly(change, root, FAN - 1);
        }
        while (isBeyond(index, levels)) {
            long node = change.allocate(Part.NODE, FAN);
            change.put(node, 0, source.word(root, top));
            setTop(change, root, node, ++levels);
        }
    }

    /// Puts copies in the place of the shared blocks on the way to an index.
    ///
    /// @return its leaf
    private long makeOwn(Change change, long root, long index) {
        Source source = change.source();
        long above = root;
        int slot = top;
        int level = height(source, root);
        long block = source.word(above, slot);
        while (true) {
            if (source.isPart(block, Part.SHARED_NODE)) {
                long own = change.allocate(Part.NODE, FAN);
                copy(change, block, own, FAN);
                change.put(above, slot, own);
                block = own;
            }
            if (level == 1) {
                return block;
            }
            above = block;
            slot = slot(index, level--);
            block = source.word(above, slot);
        }
    }

    // Many words at once

    /// Gives the tree other words.
    ///
    /// @param count how many
    /// @param words is asked for each, in order; what it allocates and copies is part of the change
    void build(Change change, long root, long count, LongUnaryOperator words) {
        if (count == 0) {
            clear(change, root);
            return;
        }
        check(count - 1);
        int levels = levelsFor(count - 1);
        setTop(change, root, build(change, levels, 0, count, words), levels);
    }

    private static long build(Change change, int level, long first, long count, LongUnaryOperator words) {
        boolean only = first == 0 && count <= FAN;
        long block = change.allocate(Part.NODE, only ? Math.max(LEAST_LEAF, Integer.highestOneBit((int) count - 1) << 1) : FAN);
        long each = 1L << SHIFT * (level - 1);
        long index = first;
        for (int slot = 0; slot < FAN && index < count; slot++) {
            change.put(block, slot, level == 1 ? words.applyAsLong(index) : build(change, level - 1, index, count, words));
            index += each;
        }
        return block;
    }

    /// Makes all words from an index on the same, up to another index at least. What was there from the first index on is given up.
    ///
    /// @param to behind the last one
    void fill(Change change, long root, long from, long to, long word) {
        if (from >= to) {
            return;
        }
        check(to - 1);
        if (to - from <= FEW && isInOneLeaf(change.source(), root, from, to)) {
            for (long index = from; index < to; index++) {
                put(change, root, index, word);
            }
        } else if (from == 0) {
            fillAll(change, root, to, word);
        } else {
            heighten(change, root, to - 1);
            int levels = height(change.source(), root);
            long block = change.source().word(root, top);
            change.put(root, top, fillFrom(change, block, levels, from, subtrees(change, levels, word)));
        }
    }

    private boolean isInOneLeaf(Source source, long root, long from, long to) {
        boolean alone = to <= FAN && height(source, root) <= 1;
        return alone || from >>> SHIFT == to - 1 >>> SHIFT && leaf(source, root, from) != Structure.NULL;
    }

    private void fillAll(Change change, long root, long to, long word) {
        if (to <= FAN) {
            build(change, root, to, index -> word);
        } else {
            int levels = levelsFor(to - 1);
            setTop(change, root, subtrees(change, levels + 1, word)[levels], levels);
        }
    }

    /// Trees with one word everywhere, by their height: the word itself, a leaf, a node of leaves. Of null there are none.
    private static long[] subtrees(Change change, int heights, long word) {
        long[] trees = new long[heights];
        trees[0] = word;
        for (int level = 1; level < heights && word != Structure.NULL; level++) {
            trees[level] = change.allocate(Part.SHARED_NODE, FAN);
            for (int slot = 0; slot < FAN; slot++) {
                change.put(trees[level], slot, trees[level - 1]);
            }
        }
        return trees;
    }

    /// Copies a block, with other words from an index on.
    ///
    /// @param block null for one that was not made
    /// @param trees what to put there, by height
    private static long fillFrom(Change change, long block, int level, long from, long[] trees) {
        int slot = slot(from, level);
        long copy = change.allocate(Part.NODE, FAN);
        copy(change, block, copy, block == Structure.NULL ? 0 : Math.min(slot, change.source().length(block)));
        boolean whole = (from & (1L << SHIFT * (level - 1)) - 1) == 0;
        if (!whole) {
            long below = block == Structure.NULL ? Structure.NULL : change.source().word(block, slot);
            change.put(copy, slot, fillFrom(change, below, level - 1, from, trees));
        }
        for (int i = whole ? slot : slot + 1; i < FAN; i++) {
            change.put(copy, i, trees[level - 1]);
        }
        return copy;
    }

    // Dropping

    /// Drops the leaf with an index. If the index is the last one below a node, so that nothing but what was dropped lies before it there,
    /// the node goes as well: it is for rows whose beginning is dropped, in ascending order, and that were stored word by word.
    void drop(Change change, long root, long index) {
        Source source = change.source();
        int levels = height(source, root);
        if (isBeyond(index, Math.max(1, levels))) {
            return;
        }
        if (levels <= 1) {
            clear(change, root);
            return;
        }
        long node = source.word(root, top);
        int whole = wholeLevels(index);
        for (int level = levels; level - 1 > whole && node != Structure.NULL; level--) {
            node = source.word(node, slot(index, level));
        }
        if (node != Structure.NULL) {
            change.put(node, slot(index, Math.min(levels, whole + 1)), Structure.NULL);
        }
    }

    /// Drops the leaf of an index, which is the first one in it and not 0: nothing was stored behind that leaf, or it was dropped. A node
    /// that begins with the leaf goes with it, and the topmost node if only what lies below its first slot is left.
    void cut(Change change, long root, long index) {
        Source source = change.source();
        int levels = height(source, root);
        int level = Long.numberOfTrailingZeros(index) / SHIFT + 1;
        if (level > levels || isBeyond(index, levels)) {
            return;
        }
        long node = source.word(root, top);
        if (level == levels && slot(index, level) == 1) {
            long below = source.word(node, 0);
            setTop(change, root, below, below == Structure.NULL ? 0 : levels - 1);
            return;
        }
        for (int at = levels; at > level && node != Structure.NULL; at--) {
            node = source.word(node, slot(index, at));
        }
        if (node != Structure.NULL) {
            change.put(node, slot(index, level), Structure.NULL);
        }
    }

    /// The number of levels at which an index lies in the last slot, and one more: that at which its leaf or node is dropped.
    private static int wholeLevels(long index) {
        int levels = 1;
        while (slot(index >>> SHIFT * levels) == MASK && levels < MOST_LEVELS) {
            levels++;
        }
        return levels;
    }

    /// Makes it empty.
    void clear(Change change, long root) {
        setTop(change, root, Structure.NULL, 0);
    }
}
