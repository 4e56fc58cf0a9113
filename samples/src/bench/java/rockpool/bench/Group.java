package rockpool.bench;

import java.io.IOException;

/// Rows that one process measures.
public interface Group extends AutoCloseable {

    /// Makes what the rows need, checks that the operations give the right results, and lets the compiler finish. Adds a measurement
    /// for each set of rows to the plan; measurements for which no row is wanted may be added all the same.
    void open(Plan plan) throws Exception;

    @Override
    default void close() throws IOException {}
}
