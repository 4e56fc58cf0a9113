package rockpool.samples.nqueens;

import rockpool.engine.box.Camlbox;

/// All processes send what they find to a box, at whose other end one keeps what is new. That one is soon the busiest: so the searching
/// processes work out the representatives, and send many in a message.
public final class OneCollector implements Way {

    private record Job(String box, Search search) {}

    @Override
    public long solve(int size) throws InterruptedException {
        try (Crew crew = new Crew(size); Camlbox<Batch> box = Batch.box(crew.boxName(0), crew.count())) {
            var workers = crew.start("worker", OneCollector::work, crew.count(), number -> new Job(box.address(), crew.share(number)));
            Solutions solutions = new Solutions(size);
            Batch.receive(box, crew.count(), solutions::add);
            workers.join();
            return solutions.count();
        }
    }

    private static Void work(Job job) throws InterruptedException {
        try (Batch.Out out = new Batch.Out(job.box)) {
            job.search.run(out::add);
            out.end();
        }
        return null;
    }
}
