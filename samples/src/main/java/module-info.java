/// Programs and scripts that show how Rockpool is used, and the benchmarks.
module rockpool.samples {
    requires rockpool.engine;
}
