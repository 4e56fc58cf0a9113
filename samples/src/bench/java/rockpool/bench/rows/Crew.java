package rockpool.bench.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import rockpool.engine.process.Definition;
import rockpool.engine.process.Master;
import rockpool.engine.process.MasterOptions;

/// Worker processes that do the same work at the same time.
final class Crew implements AutoCloseable {

    private final Master master;

    Crew(int size) {
        master = Master.start(MasterOptions.defaults().withStandby(size));
    }

    Master master() {
        return master;
    }

    /// Starts so many members and gives their results.
    static <A, R> List<R> run(Definition<A, R> work, int size, IntFunction<A> argument) throws InterruptedException {
        List<Long> members = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            members.add(work.start(argument.apply(i)));
        }
        List<R> results = new ArrayList<>();
        for (long member : members) {
            results.add(work.join(member).orElseThrow());
        }
        return results;
    }

    @Override
    public void close() {
        master.close();
    }
}
