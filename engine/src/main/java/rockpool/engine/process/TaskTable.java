package rockpool.engine.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// All tasks that have not been joined or released, with the results of those that ended.
///
/// All methods may be called by any thread. Numbers are never used again.
final class TaskTable {

    private final Map<Long, Task> tasks = new LinkedHashMap<>();
    private final Numbers numbers;
    private int running;
    private final int limit;

    /// Gives out process numbers.
    static final class Numbers {
        private long last;

        synchronized long next() {
            return ++last;
        }
    }

    TaskTable(Numbers numbers, int limit) {
        this.numbers = numbers;
        this.limit = limit;
    }

    /// @throws ProcessLimitException if as many run as may
    synchronized Task begin(DefinitionKey definition, long startedBy, boolean fresh) {
        if (running >= limit) {
            throw new ProcessLimitException("definition=" + definition.name() + ": " + running + " processes run or wait, limit=" + limit
                    + "; join or kill some first, or raise the master's limit");
        }
        running++;
        Task task = new Task(numbers.next(), definition, startedBy, fresh);
        tasks.put(task.id, task);
        return task;
    }

    /// Forgets a task whose start was refused.
    synchronized void refused(Task task) {
        running--;
        tasks.remove(task.id);
        task.arguments.close();
    }

    /// @param result what the handles in the value lead to
    /// @return false if it had ended already
    boolean ended(Task task, EndReason reason, byte[] value, Holds result) {
        synchronized (this) {
            if (task.result != null) {
                result.close();
                return false;
            }
            running--;
            task.payload = null;
            task.result = result;
            if (task.released) {
                tasks.remove(task.id);
                result.close();
            }
        }
        task.arguments.close();
        ProcessPoints.TASK_ENDED.reach();
        return task.outcome.complete(new Task.Outcome(reason, value));
    }

    /// The outcome to come. It stays here until it is taken.
    CompletableFuture<Task.Outcome> outcome(long id) {
        return task(id).outcome;
    }

    /// @throws IllegalArgumentException if there is none
    synchronized Task task(long id) {
        Task task = tasks.get(id);
        if (task == null) {
            throw new IllegalArgumentException("process=" + id + ": there is none of this number, or its result was taken or released");
        }
        return task;
    }

    /// A joiner has the result.
    synchronized void taken(long id) {
        Task task = tasks.get(id);
        if (task != null && task.result != null) {
            tasks.remove(id);
            task.dropResult();
        }
    }

    /// The result will not be joined: it is dropped now, or as soon as it is there.
    synchronized void release(long id) {
        Task task = task(id);
        task.released = true;
        taken(id);
    }

    /// The results of a definition's processes will not be joined.
    synchronized void releaseAll(long joinPoint) {
        for (Task task : all()) {
            if (task.definition.joinPoint() == joinPoint) {
                release(task.id);
            }
        }
    }

    synchronized Collection<Task> all() {
        return List.copyOf(tasks.values());
    }

    /// The master is closed.
    void dropAll() {
        for (Task task : all()) {
            task.arguments.close();
            task.dropResult();
        }
    }

    synchronized List<Task> unfinished() {
        List<Task> found = new ArrayList<>();
        for (Task task : tasks.values()) {
            if (!task.outcome.isDone()) {
                found.add(task);
            }
        }
        return found;
    }
}
