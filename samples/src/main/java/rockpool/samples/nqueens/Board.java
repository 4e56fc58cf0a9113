package rockpool.samples.nqueens;

import java.util.StringJoiner;

/// Boards with a queen in each column, as numbers: four bits a column, which say the queen's row, the first column in the highest ones. So
/// the smaller of two boards is the one that has the upper queen in the first column in which they differ.
public final class Board {

    /// The largest board.
    public static final int LARGEST = 15;

    private static final int BITS = 4;
    private static final int ROW = (1 << BITS) - 1;

    private Board() {}

    /// A board with one more column on the right.
    static long with(long board, int row) {
        return board << BITS | row;
    }

    static int row(long board, int column, int size) {
        return (int) (board >>> BITS * (size - 1 - column)) & ROW;
    }

    /// The smallest of the eight boards that a board's turns and reflections are. Solutions that are the same but for those have the same
    /// one.
    static long representative(long board, int size) {
        long smallest = Long.MAX_VALUE;
        long turned = board;
        for (int i = 0; i < 4; i++) {
            smallest = Math.min(smallest, Math.min(turned, reflected(turned, size)));
            turned = turned(turned, size);
        }
        return smallest;
    }

    private static long reflected(long board, int size) {
        long reflected = 0;
        for (int column = size - 1; column >= 0; column--) {
            reflected = with(reflected, row(board, column, size));
        }
        return reflected;
    }

    /// By a quarter.
    private static long turned(long board, int size) {
        long turned = 0;
        for (int column = 0; column < size; column++) {
            int newColumn = size - 1 - row(board, column, size);
            turned |= (long) column << BITS * (size - 1 - newColumn);
        }
        return turned;
    }

    static String text(long board, int size) {
        StringJoiner rows = new StringJoiner(" ", "Solution: ", "");
        for (int column = 0; column < size; column++) {
            rows.add(Integer.toString(row(board, column, size)));
        }
        return rows.toString();
    }
}
