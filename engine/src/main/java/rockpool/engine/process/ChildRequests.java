package rockpool.engine.process;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/// What one child asks of the master, and what it reports.
///
/// Runs in the thread of the child's connection; so nothing here waits for another child.
final class ChildRequests implements Connection.Handler {

    private final Master master;
    private final Child child;
    private final ResourceRequests resources;

    ChildRequests(Master master, Child child) {
        this.master = master;
        this.child = child;
        this.resources = new ResourceRequests(master.resources(), child);
    }

    @Override
    public void request(Connection from, long number, Input in) throws IOException {
        Operation operation = Operation.read(in);
        switch (operation) {
            case DEFINE -> define(from, number, in.number(), in.text());
            case START -> start(from, number, in);
            case FIND -> {
                Optional<DefinitionKey> key = master.definitionTable().find(in.text());
                Output out = new Output().octet(key.isPresent() ? 1 : 0);
                key.ifPresent(found -> found.write(out));
                from.answer(number, out.bytes());
            }
            case DEFINITIONS -> {
                Output out = new Output();
                Messages.writeKeys(out, master.definitionTable().all());
                from.answer(number, out.bytes());
            }
            case RUNNER -> master.tasks().task(in.number()).runner
                    .thenAccept(runner -> from.answer(number, runner == null ? Frame.EMPTY : runner.encoded()));
            case JOIN -> join(from, number, in.number(), in.number());
            case RELEASE -> {
                master.release(in.number());
                from.answer(number, Frame.EMPTY);
            }
            case PROCESSES -> {
                Output out = new Output();
                Messages.writeProcesses(out, master.processes());
                from.answer(number, out.bytes());
            }
            case KILL -> {
                boolean sent = master.kill(in.number(), (int) in.number());
                from.answer(number, new byte[] {(byte) (sent ? 1 : 0)});
            }
            case MANAGE, CREATE_MAPPED, USE, RELEASE_USE, RESOURCES, LEAKS, REMOVE_ALL ->
                from.answer(number, resources.answer(operation, in).bytes());
            case SNAPSHOT -> throw new IllegalArgumentException("operation=SNAPSHOT: the master holds no bodies for its children");
        }
    }

    private void define(Connection from, long number, long local, String name) {
        DefinitionKey key = master.define(child.user(), child.number(), local, name,
                () -> from.send(Frame.Kind.DROPPED, local, Frame.EMPTY));
        Output out = new Output();
        key.write(out);
        from.answer(number, out.bytes());
    }

    private void start(Connection from, long number, Input in) throws IOException {
        DefinitionKey key = DefinitionKey.read(in);
        boolean fresh = in.octet() == 1;
        Inheritance inheritance = Inheritance.read(in);
        boolean complete = in.octet() == 1;
        master.starts().begin(key, fresh, inheritance, complete, in.block(), child.user()).whenComplete((id, problem) -> {
            if (problem == null) {
                from.answer(number, new Output().number(id).bytes());
            } else {
                from.refuse(number, problem instanceof CompletionException wrapped ? wrapped.getCause() : problem);
            }
        });
    }

    private void join(Connection from, long number, long id, long joinPoint) {
        master.outcome(id, joinPoint).thenAccept(outcome -> {
            Output out = new Output();
            Messages.write(out, outcome);
            from.answer(number, out.bytes());
        });
    }

    @Override
    public void frame(Connection from, Frame frame) throws IOException {
        switch (frame.kind()) {
            case READY -> master.children().ready(child);
            case BEGUN -> begun(frame.number(), Runner.read(frame.body()));
            case RETURNED -> {
                ended(frame.number(), new EndReason.Returned(), frame.body());
                if (!Parcel.handles(frame.body()).isEmpty()) {
                    from.send(Frame.Kind.KEPT, frame.number(), Frame.EMPTY);
                }
            }
            case THREW -> ended(frame.number(), Messages.reason(new Input(frame.body())), null);
            case FINISHED -> finished(frame.body());
            case OUTPUT -> child.printed(frame.body(), master.output());
            case EXITING -> child.exiting();
            case TAKEN -> master.tasks().taken(frame.number());
            default -> throw new IOException("frame=" + frame.kind() + ": not for the master");
        }
    }

    private void begun(long number, Runner runner) {
        Task task = child.task;
        if (task != null && task.id == number) {
            task.begun = true;
            task.runner.complete(runner);
            master.resources().placed(task.id, child.pid());
            // The worker has handles of its own now.
            task.arguments.close();
        }
    }

    /// What the task defined has ended with it.
    private void finished(byte[] body) {
        Task task = child.task;
        if (task != null) {
            // A thread that it left may have asked for something after its end.
            master.resources().ended(task.id, "it had ended");
        }
        master.holderEnded(child);
        master.children().finished(child, body.length == 1 && body[0] == 1);
    }

    private void ended(long number, EndReason reason, byte[] value) {
        Task task = child.task;
        if (task != null && task.id == number) {
            child.printedLast();
            master.ended(task, reason, value);
        }
    }
}
