package rockpool.samples.nqueens;

import java.util.HashSet;
import java.util.Set;
import rockpool.engine.box.Camlbox;
import rockpool.engine.sync.Latch;

/// Two processes filter before the last one gets what is left: the first those solutions with the first queen in the upper half. Who
/// searches waits at a latch until both have their boxes.
public final class TwoCollectors implements Way {

    private static final int FILTERS = 2;

    /// What a filter is given.
    private record Filter(String in, String out, int senders, Latch ready) {}

    private record Job(String upper, String lower, Latch ready, Search search) {}

    @Override
    public long solve(int size) throws InterruptedException {
        try (Crew crew = new Crew(size); Camlbox<Batch> box = Batch.box(crew.boxName(FILTERS), FILTERS)) {
            Latch ready = Latch.create(crew.pool(), FILTERS);
            var filters = crew.start("filter", TwoCollectors::filter, FILTERS,
                    number -> new Filter(crew.boxName(number), box.address(), crew.count(), ready));
            var workers = crew.start("worker", TwoCollectors::work, crew.count(),
                    number -> new Job(crew.boxName(0), crew.boxName(1), ready, crew.share(number)));
            Solutions solutions = new Solutions(size);
            Batch.receive(box, FILTERS, solutions::add);
            workers.join();
            filters.join();
            return solutions.count();
        }
    }

    private static Void filter(Filter filter) throws InterruptedException {
        try (Camlbox<Batch> in = Batch.box(filter.in, filter.senders); Batch.Out out = new Batch.Out(filter.out)) {
            filter.ready.countDown();
            Set<Long> known = new HashSet<>();
            Batch.receive(in, filter.senders, solution -> {
                if (known.add(solution)) {
                    out.add(solution);
                }
            });
            out.end();
        }
        return null;
    }

    private static Void work(Job job) throws InterruptedException {
        job.ready.await();
        int size = job.search.size();
        try (Batch.Out upper = new Batch.Out(job.upper); Batch.Out lower = new Batch.Out(job.lower)) {
            job.search.run(solution -> (Board.row(solution, 0, size) < size / 2 ? upper : lower).add(solution));
            upper.end();
            lower.end();
        }
        return null;
    }
}
