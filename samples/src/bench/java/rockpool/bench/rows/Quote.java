package rockpool.bench.rows;

import java.io.Serializable;

/// The record of the hash table's rows.
record Quote(double price, String source, int number) implements Serializable {}
