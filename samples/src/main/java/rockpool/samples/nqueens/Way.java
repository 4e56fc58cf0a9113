package rockpool.samples.nqueens;

/// How the solutions are found and brought together.
@FunctionalInterface
public interface Way {

    /// Finds and prints all solutions that are not turned or reflected ones of another.
    ///
    /// @param size of the board, from 1 to [Board#LARGEST]
    /// @return how many there are
    long solve(int size) throws InterruptedException;
}
