package rockpool.engine.data;

/// Which part of a structure is to be shown.
///
/// @param from the first row: an index, or the position of a buffer's byte; if it is negative, counted from the end
/// @param count the most rows
/// @param column the first column of a matrix
/// @param width the most characters of a value, roughly
/// @param bytes how a buffer's bytes are shown
public record Excerpt(long from, int count, long column, int width, Bytes bytes) {

    /// What a person wants to see first.
    public static final Excerpt BEGINNING = new Excerpt(0, 20, 0, 60, Bytes.EITHER);
    /// The most rows at once.
    public static final int MOST_ROWS = 100_000;
    /// The most characters of a value.
    public static final int MOST_WIDTH = 100_000;

    /// How bytes are shown.
    public enum Bytes { TEXT, HEX, EITHER }

    /// @throws IllegalArgumentException if a number is out of its range
    public Excerpt {
        if (count < 0 || count > MOST_ROWS) {
            throw new IllegalArgumentException("count=" + count + ": from 0 to " + MOST_ROWS);
        }
        if (column < 0) {
            throw new IllegalArgumentException("column=" + column + ": at least 0");
        }
        if (width < 1 || width > MOST_WIDTH) {
            throw new IllegalArgumentException("width=" + width + ": from 1 to " + MOST_WIDTH);
        }
    }

    Excerpt withWidth(int most) {
        return new Excerpt(from, count, column, most, bytes);
    }

    /// The first of so many rows that is shown, or the number of rows if it lies behind them.
    long start(long rows) {
        return from < 0 ? Math.max(0, rows + from) : Math.min(from, rows);
    }

    /// The row behind the last one that is shown.
    long end(long rows) {
        return Math.min(rows, start(rows) + count);
    }
}
