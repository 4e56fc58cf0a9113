package rockpool.engine.heap;

import java.util.Arrays;
import rockpool.engine.memory.Memory;

/// Copies one Java value into a heap or a message, with sharing and cycles kept.
///
/// Values that have an identity are allocated when they are met and filled at once, up to a depth; what lies deeper waits in a list, so
/// that no chain is too long. Used by one thread: for a heap, by the holder of its lock.
final class CopyIn {

    private static final int DEEPEST = 40;
    private static final int FIRST_ROOM = 16;

    final Destination to;
    final Types types;
    private final long base;
    private Identities identities;
    private int depth;
    private int waiting;
    private Shape[] shapes;
    private Object[] values;
    private long[] blocks;

    CopyIn(Destination to) {
        this.to = to;
        this.types = to.types();
        this.base = to.base();
    }

    /// Copies a value.
    ///
    /// @return the word that stands for it
    /// @throws NotShareableException if a part of it cannot live there; what was allocated is the destination's to throw away
    static long copy(Destination to, Object value) {
        if (value == null) {
            return Words.NULL;
        }
        if (value instanceof Integer number) {
            return Words.of((int) number);
        }
        try {
            var in = new CopyIn(to);
            long word = in.word(value);
            in.fillWaiting();
            return word;
        } catch (RefusedShape.Refusal e) {
            throw new NotShareableException(RefusalPath.find(value, e.value), TypeNames.of(e.value.getClass()), e.reason);
        }
    }

    /// The word that stands for a value anywhere in the graph.
    long word(Object value) {
        if (value == null) {
            return Words.NULL;
        }
        if (value instanceof String text) {
            return Leaves.word(text, this);
        }
        if (value instanceof Integer number) {
            return Words.of((int) number);
        }
        return Shape.of(value.getClass()).word(value, this);
    }

    /// As [#word(Object)], where the value's class is most likely the shape's.
    long word(Object value, Shape likely) {
        if (value != null && value.getClass() == likely.type) {
            return likely.word(value, this);
        }
        return word(value);
    }

    /// Stores the words of some values.
    void words(Object[] elements, long position) {
        long at = position;
        Shape likely = null;
        for (Object element : elements) {
            if (element == null) {
                Memory.putLong(at, Words.NULL);
            } else {
                if (likely == null || element.getClass() != likely.type) {
                    likely = Shape.of(element.getClass());
                }
                Memory.putLong(at, likely.word(element, this));
            }
            at += Long.BYTES;
        }
    }

    long allocate(TypeInfo info, int length, long bytes) {
        return to.allocate(info, length, bytes);
    }

    /// The position of a block's contents.
    long contents(long block) {
        return base + block + Block.HEADER;
    }

    /// The block of a value that was met before, or 0.
    long seen(Object value) {
        return identities == null ? 0 : identities.get(value);
    }

    void remember(Object value, long block) {
        if (identities == null) {
            identities = new Identities();
        }
        identities.put(value, block);
    }

    /// Fills a block now, or later if this is deep already.
    void fill(Shape shape, Object value, long block) {
        if (depth < DEEPEST) {
            depth++;
            shape.fill(value, contents(block), this);
            depth--;
        } else {
            later(shape, value, block);
        }
    }

    private void later(Shape shape, Object value, long block) {
        if (shapes == null || waiting == shapes.length) {
            int room = shapes == null ? FIRST_ROOM : waiting * 2;
            shapes = shapes == null ? new Shape[room] : Arrays.copyOf(shapes, room);
            values = values == null ? new Object[room] : Arrays.copyOf(values, room);
            blocks = blocks == null ? new long[room] : Arrays.copyOf(blocks, room);
        }
        shapes[waiting] = shape;
        values[waiting] = value;
        blocks[waiting] = block;
        waiting++;
    }

    private void fillWaiting() {
        while (waiting > 0) {
            waiting--;
            Object value = values[waiting];
            values[waiting] = null;
            fill(shapes[waiting], value, blocks[waiting]);
        }
    }
}
