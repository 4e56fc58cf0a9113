package rockpool.samples.nqueens;

/// Finds the solutions: boards with a queen in each column, none of which attacks another. A process takes a share of them, by the row of
/// the queen in the first column.
///
/// @param size of the board
/// @param share which one, from 0
/// @param shares how many there are
record Search(int size, int share, int shares) {

    /// Gets what is found.
    @FunctionalInterface
    interface Found {

        /// @param representative of a solution; other solutions may have the same
        void accept(long representative) throws InterruptedException;
    }

    /// The whole of it.
    static Search whole(int size) {
        return new Search(size, 0, 1);
    }

    void run(Found found) throws InterruptedException {
        for (int row = share; row < size; row += shares) {
            int queen = 1 << row;
            search(1, row, queen, queen << 1, queen >> 1, found);
        }
    }

    /// @param taken the rows that have a queen
    /// @param falling the rows that a queen attacks in this column, on a diagonal that falls
    /// @param rising the same for those that rise
    private void search(int column, long board, int taken, int falling, int rising, Found found) throws InterruptedException {
        if (column == size) {
            found.accept(Board.representative(board, size));
            return;
        }
        int free = (1 << size) - 1 & ~(taken | falling | rising);
        while (free != 0) {
            int queen = Integer.lowestOneBit(free);
            free ^= queen;
            search(column + 1, Board.with(board, Integer.numberOfTrailingZeros(queen)), taken | queen, (falling | queen) << 1,
                    (rising | queen) >> 1, found);
        }
    }
}
