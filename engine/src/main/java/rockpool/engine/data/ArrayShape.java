package rockpool.engine.data;

import java.util.Arrays;

/// The lengths of an array's dimensions, and what follows from them. The elements lie in the order of Java and C: the last index changes
/// fastest.
final class ArrayShape {

    /// As much as the greatest pool has.
    private static final long MOST_BYTES = 1L << 40;

    private ArrayShape() {}

    /// A copy of a shape that can be.
    ///
    /// @throws IllegalArgumentException if it cannot
    static long[] require(ElementKind kind, long... shape) {
        if (shape.length < 1 || shape.length > ArrayLayout.MOST_DIMENSIONS) {
            throw new IllegalArgumentException("shape=" + Arrays.toString(shape) + ": allowed are 1 to " + ArrayLayout.MOST_DIMENSIONS
                    + " dimensions");
        }
        for (long length : shape) {
            if (length < 0) {
                throw new IllegalArgumentException("shape=" + Arrays.toString(shape) + ": no length is less than 0");
            }
        }
        bytes(kind, shape);
        return shape.clone();
    }

    /// The bytes of all elements.
    static long bytes(ElementKind kind, long... shape) {
        long most = MOST_BYTES >> kind.shift();
        long length = 1;
        for (long next : shape) {
            if (next != 0 && length > most / next) {
                throw new IllegalArgumentException("shape=" + Arrays.toString(shape) + " of " + kind + ": more than " + MOST_BYTES
                        + " bytes");
            }
            length *= next;
        }
        return length << kind.shift();
    }

    static long length(long... shape) {
        long length = 1;
        for (long next : shape) {
            length *= next;
        }
        return length;
    }

    /// The place of an element among all.
    ///
    /// @throws IndexOutOfBoundsException if the index is not one of the shape's
    static long indexOf(long[] shape, long... index) {
        if (index.length != shape.length) {
            throw Indexes.outOf(shape, index);
        }
        long place = 0;
        for (int i = 0; i < shape.length; i++) {
            if (index[i] < 0 || index[i] >= shape[i]) {
                throw Indexes.outOf(shape, index);
            }
            place = place * shape[i] + index[i];
        }
        return place;
    }

    /// As in Java: `long[3][4]`.
    static String text(ElementKind kind, long[] shape) {
        StringBuilder text = new StringBuilder(kind.toString());
        for (long length : shape) {
            text.append('[').append(length).append(']');
        }
        return text.toString();
    }
}
