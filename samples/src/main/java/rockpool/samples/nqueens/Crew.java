package rockpool.samples.nqueens;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import rockpool.engine.pool.Pool;
import rockpool.engine.process.Body;
import rockpool.engine.process.Definition;
import rockpool.engine.process.Master;
import rockpool.engine.process.MasterListener;
import rockpool.engine.process.MasterOptions;

/// A master with its processes, and a pool for them: one searching process for each processor, but no more than there are rows to begin
/// with.
final class Crew implements AutoCloseable {

    private static final long POOL_BYTES = 256L << 20;

    private final Master master = Master.start(MasterOptions.defaults().withStandby(0));
    private final Pool pool = Pool.create("nqueens" + ProcessHandle.current().pid(), POOL_BYTES);
    private final int size;

    Crew(int size) {
        this.size = size;
        master.addListener(MasterListener.printing());
    }

    Pool pool() {
        return pool;
    }

    /// How many search.
    int count() {
        return Math.min(size, Runtime.getRuntime().availableProcessors());
    }

    /// The share of a searching process.
    ///
    /// @param number from 0
    Search share(int number) {
        return new Search(size, number, count());
    }

    /// A name for a box that is no other's.
    String boxName(int number) {
        return pool.name() + "_" + number;
    }

    /// Starts processes.
    ///
    /// @param arguments says what each is given
    <A, R> Running start(String name, Body<A, R> body, int processes, IntFunction<A> arguments) {
        Definition<A, R> definition = master.define(name, body);
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            numbers.add(definition.start(arguments.apply(i)));
        }
        return () -> {
            for (long number : numbers) {
                definition.join(number).orElseThrow();
            }
        };
    }

    /// Processes that were started.
    @FunctionalInterface
    interface Running {

        /// Waits until all have returned.
        void join() throws InterruptedException;
    }

    @Override
    public void close() {
        try (master) {
            pool.close();
        }
    }
}
