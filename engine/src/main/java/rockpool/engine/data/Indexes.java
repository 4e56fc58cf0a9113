package rockpool.engine.data;

import java.util.Arrays;
import java.util.stream.LongStream;

/// Says which indexes are allowed, when one is not.
final class Indexes {

    private Indexes() {}

    /// @throws IndexOutOfBoundsException if it is not from 0 to below the length
    static void require(String name, long index, long length) {
        if (index < 0 || index >= length) {
            throw outOf(name, index, length);
        }
    }

    private static IndexOutOfBoundsException outOf(String name, long index, long length) {
        String allowed = length == 0 ? "none is allowed" : "allowed are 0 to " + (length - 1);
        return new IndexOutOfBoundsException(name + "=" + index + ": " + allowed + ", the length is " + length);
    }

    /// For an element of a matrix.
    static IndexOutOfBoundsException outOf(long rows, long columns, long row, long column) {
        return new IndexOutOfBoundsException("row=" + row + ", column=" + column + ": " + (rows == 0 || columns == 0 ? "none are allowed, there are "
            + rows + " rows and " + columns + " columns" : "allowed are rows 0 to " + (rows - 1) + " and columns 0 to " + (columns - 1)));
    }

    /// For an element of a shape.
    static IndexOutOfBoundsException outOf(long[] shape, long... index) {
        boolean isEmpty = LongStream.of(shape).anyMatch(length -> length == 0);
        String allowed = isEmpty ? "none is allowed" : "allowed are " + Arrays.toString(new long[shape.length]) + " to "
            + Arrays.toString(LongStream.of(shape).map(length -> length - 1).toArray());
        return new IndexOutOfBoundsException("index=" + Arrays.toString(index) + ": " + allowed + ", shape=" + Arrays.toString(shape));
    }
}
