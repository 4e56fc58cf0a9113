package rockpool.engine.process;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import rockpool.engine.posix.EngineThread;

/// All JVMs of a master: which of them stand by, which run what, and which tasks wait for one.
///
/// A task gets a worker that stands by; a used one first, since it is warmer, unless the task asks for a fresh one. If there is none, it
/// waits and a JVM is started for it. Some workers that come back beyond the wanted number are kept as spares, so that tasks one after
/// another do not start a JVM each, until there have been more than are wanted for some seconds. When a task takes a fresh worker, the next
/// one is started at once.
///
/// No more JVMs start at once than there are processors: more would only make each of them late, and the first that is ready may be done
/// with its task in time for the next.
final class Children implements AutoCloseable {

    /// Workers are numbered apart from what users see: tasks and services.
    private static final long FIRST_WORKER = 1L << 40;
    private static final int GREATEST_FAILURES = 3;
    private static final int GREATEST_ATTEMPTS = 2;
    static final int STARTING_AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final long REFILL_MILLIS = 30;
    private static final long ENDING_SECONDS = 30;

    /// Who is told of what happens.
    interface Observer {

        /// The JVM of a task ended while it ran.
        void lost(Task task, EndReason reason);

        /// A child has ended, after everything that it sent was handled.
        void ended(Child child, EndReason reason);
    }

    private final MasterOptions options;
    private final TaskTable.Numbers numbers;
    private final OutputQueue output;
    private final Observer observer;
    private final ChildSettings template;
    private final ScheduledThreadPoolExecutor timer;

    private final Map<Long, Child> all = new LinkedHashMap<>();
    private final StandingBy idle = new StandingBy(System::nanoTime);
    private final ArrayDeque<Task> waiting = new ArrayDeque<>();
    private long lastWorker = FIRST_WORKER;
    private int starting;
    private int failures;
    private boolean refillPlanned;
    private boolean retirementPlanned;
    private boolean closed;

    Children(MasterOptions options, TaskTable.Numbers numbers, OutputQueue output, Observer observer, ChildSettings template) {
        this.options = options;
        this.numbers = numbers;
        this.output = output;
        this.observer = observer;
        this.template = template;
        idle.wanted(options.standby());
        timer = new ScheduledThreadPoolExecutor(1, EngineThread.factory("rockpool-timer"));
        timer.setRemoveOnCancelPolicy(true);
    }

    /// Sets how many warm workers stand by.
    synchronized void standby(int count) {
        idle.wanted(count);
        failures = 0;
        planRefill(0);
    }

    Child startService(String provider, List<String> arguments) {
        long number = numbers.next();
        Child child = new Child(number, ChildSettings.simpleName(provider), true);
        synchronized (this) {
            requireOpen();
            all.put(number, child);
        }
        launch(child, provider, arguments);
        return child;
    }

    private synchronized void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the master is closed");
        }
    }

    /// Gives a task to a worker, now or as soon as there is one.
    void run(Task task) {
        while (true) {
            Child child;
            synchronized (this) {
                requireOpen();
                failures = 0;
                if (task.fresh) {
                    idle.freshIsWanted();
                }
                child = idle.take(task.fresh);
                if (child == null) {
                    waiting.add(task);
                    startForWaiting();
                    return;
                }
                assign(child, task);
                planRefill(task.fresh ? 0 : REFILL_MILLIS);
            }
            if (hand(child, task)) {
                return;
            }
        }
    }

    private static void assign(Child child, Task task) {
        child.assign(task);
        task.child = child;
    }

    /// @return false if the worker was just ending: the task needs another
    private boolean hand(Child child, Task task) {
        ProcessPoints.TASK_ASSIGNED.reach();
        byte[] payload = task.payload;
        if (payload == null || child.connection().send(Frame.Kind.TASK, task.id, payload)) {
            ProcessPoints.TASK_SENT.reach();
            return true;
        }
        synchronized (this) {
            child.task = null;
            task.child = null;
        }
        child.destroy();
        return false;
    }

    /// A worker has started and has nothing to do.
    void ready(Child child) {
        synchronized (this) {
            if (!child.warm) {
                child.warm = true;
                starting--;
                failures = 0;
            }
        }
        offer(child);
        startMore();
    }

    /// A worker has ended its task.
    void finished(Child child, boolean clean) {
        if (!clean) {
            synchronized (this) {
                child.task = null;
            }
            retire(child);
            return;
        }
        offer(child);
    }

    private void offer(Child child) {
        Task next;
        synchronized (this) {
            child.task = null;
            next = takeWaiting(child.used);
            if (next != null) {
                assign(child, next);
            } else if (!closed && idle.add(child)) {
                planRetirement();
                return;
            }
        }
        if (next == null) {
            retire(child);
        } else if (!hand(child, next)) {
            run(next);
        }
    }

    private Task takeWaiting(boolean used) {
        for (Iterator<Task> tasks = waiting.iterator(); tasks.hasNext(); ) {
            Task task = tasks.next();
            if (!used || !task.fresh) {
                tasks.remove();
                return task;
            }
        }
        return null;
    }

    private void planRetirement() {
        OptionalLong nanos = idle.nanosToOldSpare();
        if (nanos.isPresent() && !retirementPlanned && !closed) {
            retirementPlanned = true;
            timer.schedule(this::retireOldSpares, nanos.getAsLong(), TimeUnit.NANOSECONDS);
        }
    }

    private void retireOldSpares() {
        List<Child> old = new ArrayList<>();
        synchronized (this) {
            retirementPlanned = false;
            for (Child spare = idle.takeOldSpare(); spare != null; spare = idle.takeOldSpare()) {
                old.add(spare);
            }
            planRetirement();
        }
        old.forEach(this::retire);
    }

    private void retire(Child child) {
        child.connection().send(Frame.Kind.QUIT, 0, Frame.EMPTY);
        planRefillSoon();
    }

    private synchronized void planRefillSoon() {
        planRefill(REFILL_MILLIS);
    }

    /// Waiting workers are started at once; those that shall stand by a little later, when a short task may have given its worker back.
    private void planRefill(long millis) {
        if (!refillPlanned && !closed && idle.count() + starting < idle.wanted() + waiting.size()) {
            refillPlanned = true;
            timer.schedule(this::refill, millis, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void refill() {
        refillPlanned = false;
        startWorkers(idle.wanted() + waiting.size() - idle.count() - starting);
    }

    private synchronized void startMore() {
        startForWaiting();
    }

    private void startForWaiting() {
        startWorkers(waiting.size() - starting);
        planRefill(REFILL_MILLIS);
    }

    private void startWorkers(int count) {
        for (int i = 0; i < count && starting < STARTING_AT_ONCE && !closed && failures < GREATEST_FAILURES; i++) {
            starting++;
            Child child = new Child(++lastWorker, "rockpool-worker", false);
            all.put(child.number(), child);
            launch(child, "", List.of());
        }
    }

    private void launch(Child child, String provider, List<String> arguments) {
        ChildSettings settings = new ChildSettings(template.token(), child.number(), template.master(), template.socket(), provider, arguments);
        Starter.submit(() -> {
            try {
                requireOpen();
                child.launch(options, settings, output);
                child.onExit(() -> EngineThread.start("rockpool-end", () -> exited(child)));
                destroyIfClosed(child);
            } catch (IOException | RuntimeException e) {
                gone(child, new EndReason.NotStarted(e.getMessage()));
            }
        });
    }

    private synchronized void destroyIfClosed(Child child) {
        if (closed) {
            child.destroy();
        }
    }

    private void exited(Child child) {
        child.drain();
        gone(child, child.reason());
    }

    private void gone(Child child, EndReason reason) {
        Task lost;
        List<Task> hopeless = List.of();
        synchronized (this) {
            all.remove(child.number());
            idle.remove(child);
            lost = child.task;
            if (!child.isService() && !child.warm) {
                starting--;
                failures++;
                hopeless = failures < GREATEST_FAILURES ? List.of() : takeAllWaiting();
            }
        }
        String why = "no worker can be started: it " + reason + (child.lastWords().isEmpty() ? "" : ", saying: " + child.lastWords());
        hopeless.forEach(task -> observer.lost(task, new EndReason.NotStarted(why)));
        if (lost != null && !runElsewhere(lost)) {
            observer.lost(lost, reason);
        }
        child.close();
        child.over(reason);
        observer.ended(child, reason);
        child.ended().complete(reason);
        planRefillSoon();
    }

    /// A worker that dies between two tasks may have been chosen just then: its body has not begun, so another worker can have the task.
    private boolean runElsewhere(Task task) {
        synchronized (this) {
            if (task.begun || task.killed || task.reason() != null || closed || ++task.attempts > GREATEST_ATTEMPTS) {
                return false;
            }
            task.child = null;
        }
        run(task);
        return true;
    }

    private List<Task> takeAllWaiting() {
        List<Task> tasks = new ArrayList<>(waiting);
        waiting.clear();
        return tasks;
    }

    /// Takes a task back that no worker has yet.
    ///
    /// @return false if a worker has it
    synchronized boolean withdraw(Task task) {
        return waiting.remove(task);
    }

    synchronized Child find(long number) {
        return all.get(number);
    }

    synchronized Collection<Child> all() {
        return List.copyOf(all.values());
    }

    /// Ends all children and waits until they have ended; one whose JVM is not there yet is not started any more.
    @Override
    public void close() {
        List<Child> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(all.values());
        }
        timer.shutdownNow();
        left.forEach(Child::end);
        left.forEach(Children::awaitEnd);
    }

    private static void awaitEnd(Child child) {
        try {
            child.ended().get(ENDING_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            child.destroy();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            child.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
