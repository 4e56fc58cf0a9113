package rockpool.engine.heap;

import java.util.Arrays;

/// The overwrites of existing blocks that a modify has collected, in memory of this process. The last one of each place counts.
///
/// Nested levels are marks in it: going back to one makes the set what it was then. A field is always overwritten with the same width.
final class WriteSet {

    /// The width of a value word, which may refer to a block. Other widths are numbers of bytes.
    static final int WORD = 0;
    /// The width of a value word of which it does not matter to a reader whether it is stored before or after the set is committed.
    static final int LOOSE_WORD = 16;
    private static final int SEARCHED = 8;
    private static final int WORD_SHIFT = 3;
    private static final int FIRST_CAPACITY = 16;
    private static final int KEPT_CAPACITY = 1 << 16;

    private long[] offsets = new long[FIRST_CAPACITY];
    private long[] values = new long[FIRST_CAPACITY];
    private byte[] widths = new byte[FIRST_CAPACITY];
    private int size;
    /// A bit for each entry by its place; most places that are not in the set have none.
    private long filter;
    /// Open addressing over the entries, index + 1; null while they are few.
    private int[] table;
    /// Values of entries below the mark that were replaced since: index and value, one after the other.
    private long[] replaced = new long[FIRST_CAPACITY];
    private int replacedSize;
    private int mark;
    /// How often something was put that is not loose, since the set was empty.
    private int strict;

    int size() {
        return size;
    }

    long offset(int index) {
        return offsets[index];
    }

    long value(int index) {
        return values[index];
    }

    int width(int index) {
        return widths[index];
    }

    boolean isWord(int index) {
        return (widths[index] & ~LOOSE_WORD) == WORD;
    }

    /// Whether a death between any two of its stores, made in the order in which they were put, leaves it done or undone.
    boolean isOneStore() {
        return strict <= 1;
    }

    /// The entry of a place, or -1.
    int find(long offset) {
        if ((filter & bit(offset)) == 0) {
            return -1;
        }
        if (table == null) {
            for (int i = 0; i < size; i++) {
                if (offsets[i] == offset) {
                    return i;
                }
            }
            return -1;
        }
        return table[slot(offset)] - 1;
    }

    private static long bit(long offset) {
        return 1L << (offset >>> WORD_SHIFT);
    }

    private int slot(long offset) {
        int mask = table.length - 1;
        int slot = (int) (offset * 0x9E3779B97F4A7C15L >>> 33) & mask;
        while (table[slot] != 0 && offsets[table[slot] - 1] != offset) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    void put(long offset, int width, long value) {
        if (width != LOOSE_WORD) {
            strict++;
        }
        int index = find(offset);
        if (index < 0) {
            add(offset, width, value);
        } else {
            if (index < mark) {
                remember(index);
            }
            values[index] = value;
        }
    }

    private void remember(int index) {
        if (replacedSize + 2 > replaced.length) {
            replaced = Arrays.copyOf(replaced, replaced.length * 2);
        }
        replaced[replacedSize] = index;
        replaced[replacedSize + 1] = values[index];
        replacedSize += 2;
    }

    private void add(long offset, int width, long value) {
        if (size == offsets.length) {
            grow();
        }
        offsets[size] = offset;
        widths[size] = (byte) width;
        values[size] = value;
        filter |= bit(offset);
        size++;
        if (table == null) {
            if (size > SEARCHED) {
                index();
            }
        } else if (size * 2 > table.length) {
            index();
        } else {
            table[slot(offset)] = size;
        }
    }

    private void grow() {
        int capacity = size * 2;
        offsets = Arrays.copyOf(offsets, capacity);
        values = Arrays.copyOf(values, capacity);
        widths = Arrays.copyOf(widths, capacity);
    }

    private void index() {
        table = new int[Math.max(64, Integer.highestOneBit(size) * 4)];
        for (int i = 0; i < size; i++) {
            table[slot(offsets[i])] = i + 1;
        }
    }

    /// A point that [#back] can return to.
    record Mark(int size, int replaced, int outer) {}

    Mark mark() {
        Mark here = new Mark(size, replacedSize, mark);
        mark = size;
        return here;
    }

    /// Ends a level and keeps its changes. What it replaced still belongs to the levels around it.
    void keep(Mark level) {
        mark = level.outer;
    }

    /// Ends a level and throws its changes away.
    void back(Mark level) {
        while (replacedSize > level.replaced) {
            replacedSize -= 2;
            values[(int) replaced[replacedSize]] = replaced[replacedSize + 1];
        }
        size = level.size;
        mark = level.outer;
        table = null;
        if (size > SEARCHED) {
            index();
        }
    }

    void clear() {
        size = 0;
        strict = 0;
        filter = 0;
        replacedSize = 0;
        mark = 0;
        table = null;
        if (offsets.length > KEPT_CAPACITY) {
            offsets = new long[FIRST_CAPACITY];
            values = new long[FIRST_CAPACITY];
            widths = new byte[FIRST_CAPACITY];
            replaced = new long[FIRST_CAPACITY];
        }
    }
}
