/// The groups of rows: each class is the program of one process of the benchmark, named in [rockpool.bench.Catalog].
package rockpool.bench.rows;
