package rockpool.engine.process;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// How tasks begin: what they use from their start on is counted, what is missing of their payload is asked for, and a worker is looked
/// for.
///
/// All methods may be called by any thread, and wait for nobody.
final class TaskStarts {

    private final TaskTable tasks;
    private final ResourceTable resources;
    private final Holder holder;
    private final Children children;
    private final OutputQueue output;

    /// @param holder of the master's own bodies
    TaskStarts(TaskTable tasks, ResourceTable resources, Holder holder, Children children, OutputQueue output) {
        this.tasks = tasks;
        this.resources = resources;
        this.holder = holder;
        this.children = children;
        this.output = output;
    }

    /// Starts a task: at once if the payload is complete, otherwise as soon as the holder of the definition has given the rest.
    CompletableFuture<Long> begin(DefinitionKey key, boolean fresh, Inheritance inheritance, boolean complete, byte[] payload,
            ResourceEntry.User starter) {
        Task task = begun(key, fresh, inheritance, starter);
        ProcessPoints.TASK_BEGUN.reach();
        if (complete) {
            Parcels.parcels(payload).forEach(parcel -> task.arguments.add(parcel, resources));
            run(task, payload);
            return CompletableFuture.completedFuture(task.id);
        }
        task.arguments.add(payload, resources);
        return snapshot(key, payload).handle((body, problem) -> {
            if (problem != null) {
                refused(task);
                throw Refusal.of(problem).exception();
            }
            task.arguments.add(body.packed.parcel(), resources);
            body.kept.run();
            run(task, Parcels.of(task.name, body.packed.parcel(), payload));
            return task.id;
        });
    }

    private Task begun(DefinitionKey key, boolean fresh, Inheritance inheritance, ResourceEntry.User starter) {
        if (!resources.isThere(key.forkPoint())) {
            throw new NoSuchResourceException("definition=" + key.name() + ": its fork point was released, or the process that made it has ended");
        }
        Task task = tasks.begin(key, starter.process(), fresh);
        try {
            task.inherited = resources.inherit(new ResourceEntry.User(task.id, task.name, 0), inheritance);
            task.released = !resources.giveIfThere(starter, key.joinPoint());
            return task;
        } catch (RuntimeException e) {
            refused(task);
            throw e;
        }
    }

    private void refused(Task task) {
        tasks.refused(task);
        resources.ended(task.id, "its start was refused");
    }

    /// A body that its holder has given.
    ///
    /// @param kept says to the holder that what the handles lead to is kept here
    private record Given(Packed packed, Runnable kept) {}

    private void run(Task task, byte[] payload) {
        task.payload = Parcels.with(payload, task.inherited);
        ProcessInfo info = task.info();
        output.event(listener -> listener.started(info));
        children.run(task);
    }

    private CompletableFuture<Given> snapshot(DefinitionKey key, byte[] argument) {
        List<String> classes = Parcel.classNames(argument);
        if (key.holder() == 0) {
            return holder.snapshotLater(key.local(), classes).thenApply(packed -> new Given(packed, () -> { }));
        }
        Child child = children.find(key.holder());
        Connection connection = child == null ? null : child.connection();
        if (connection == null) {
            return CompletableFuture.failedFuture(new IllegalStateException("definition=" + key.name()
                    + ": the process that made it has ended"));
        }
        Output question = Operation.SNAPSHOT.begin().number(key.local()).number(classes.size());
        classes.forEach(question::text);
        Connection.Question asked = connection.ask(question.bytes());
        return asked.answer().thenApply(parcel -> new Given(new Packed(parcel, List.of()),
                () -> connection.send(Frame.Kind.KEPT, Sent.ofQuestion(asked.number()), Frame.EMPTY)));
    }
}
