package rockpool.samples.nqueens;

import java.util.ArrayList;
import java.util.List;
import rockpool.engine.data.SharedHashTable;
import rockpool.engine.sync.Mutex;

/// All processes put what they find into shared hash tables. To look whether a solution is there and to put it in are two steps, so a mutex
/// in a table's header makes them one. With two tables two processes seldom want the same mutex: the first has the solutions with the first
/// queen in the upper half.
///
/// @param count how many tables, 1 or 2
public record Tables(int count) implements Way {

    private record Header(Mutex lock) {}

    private record Job(List<SharedHashTable<Long, Boolean>> tables, Search search) {}

    @Override
    public long solve(int size) throws InterruptedException {
        try (Crew crew = new Crew(size)) {
            List<SharedHashTable<Long, Boolean>> tables = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                tables.add(SharedHashTable.create(crew.pool(), null, new Header(Mutex.create(crew.pool()))));
            }
            crew.start("worker", Tables::work, crew.count(), number -> new Job(tables, crew.share(number))).join();
            return tables.stream().mapToLong(SharedHashTable::length).sum();
        }
    }

    private static Void work(Job job) throws InterruptedException {
        int size = job.search.size();
        List<Mutex> locks = job.tables.stream().map(table -> table.header(Header.class).lock).toList();
        Solutions printed = new Solutions(size);
        job.search.run(solution -> {
            int index = job.tables.size() == 1 || Board.row(solution, 0, size) < size / 2 ? 0 : 1;
            if (added(job.tables.get(index), locks.get(index), solution)) {
                printed.print(solution);
            }
        });
        printed.flush();
        return null;
    }

    /// @return whether it was not there
    private static boolean added(SharedHashTable<Long, Boolean> table, Mutex lock, long solution) throws InterruptedException {
        lock.lock();
        try {
            boolean isNew = !table.containsKey(solution);
            if (isNew) {
                table.add(solution, true);
            }
            return isNew;
        } finally {
            lock.unlock();
        }
    }
}
