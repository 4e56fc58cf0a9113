package rockpool.engine.process;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import rockpool.engine.pool.Participants;
import rockpool.engine.pool.Pool;

/// One task in a worker: classes and values are made from what came, the variables set, the body run, its result or exception sent.
///
/// Everything but the reports happens in the task's own thread, so that nothing of it (interrupts, thread locals, locks of a thread)
/// remains for the next.
final class TaskRun implements Runnable {

    private static final EndReason.Threw OUT_OF_MEMORY = new EndReason.Threw(OutOfMemoryError.class.getName(), "no memory was left to say more", "");

    private final Reports master;
    private final Holder holder;
    private final TaskOutput output;
    private final Supplier<Cleanliness> clean;
    private final Frame task;
    private Thread before;
    private boolean reusable = true;

    TaskRun(Reports master, Holder holder, TaskOutput output, Supplier<Cleanliness> clean, Frame task) {
        this.master = master;
        this.holder = holder;
        this.output = output;
        this.clean = clean;
        this.task = task;
    }

    /// @return the thread that runs it
    Thread start() {
        return Thread.ofPlatform().name("task-" + task.number()).start(this);
    }

    /// Starts it; it begins when another thread has ended.
    void startAfter(Thread other) {
        before = other;
        start();
    }

    private void awaitOther() {
        try {
            if (before != null) {
                before.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("a task was interrupted before it began", e);
        }
    }

    @Override
    public void run() {
        awaitOther();
        Pool.leavesBeforeItsEnd();
        output.begin(task.number());
        ProcessPoints.TASK_RECEIVED.reach();
        Packed result = null;
        EndReason.Threw problem = null;
        try {
            Parcels parcels = Parcels.read(task.body());
            Participants.introduce(parcels.name() + " " + task.number(), "worker");
            result = execute(parcels);
        } catch (Throwable e) {
            reusable = !(e instanceof VirtualMachineError);
            problem = describe(e);
        }
        reusable &= output.end();
        ProcessPoints.BODY_ENDED.reach();
        report(result, problem);
        ProcessPoints.RESULT_SENT.reach();
        finish();
    }

    /// @return the encoded result
    private Packed execute(Parcels payload) throws Throwable {
        TaskClassLoader loader = new TaskClassLoader(payload.name());
        Thread.currentThread().setContextClassLoader(loader);
        List<byte[]> parcels = payload.parcels();
        Parcel first = Parcel.read(new Input(parcels.getFirst()), loader);
        if (!payload.inherited().isEmpty()) {
            MappedHere.inherit(Processes.host().resources(), payload.inherited());
        }
        Object argument = parcels.size() == 1 ? first.roots()[1] : Parcel.read(new Input(parcels.get(1)), loader).roots()[0];
        loader.offerData();
        setVariables(first, loader);
        @SuppressWarnings("unchecked")
        Body<Object, Object> body = (Body<Object, Object>) first.roots()[0];
        ProcessPoints.TASK_MADE.reach();
        master.send(Frame.Kind.BEGUN, task.number(), Runner.current().encoded());
        return Snapshot.result(body.apply(argument));
    }

    private static void setVariables(Parcel parcel, ClassLoader loader) throws IOException {
        for (int i = 0; i < parcel.values().length; i++) {
            Reach.Variable variable = parcel.variables().get(i);
            try {
                Field field = Class.forName(variable.owner(), false, loader).getDeclaredField(variable.name());
                field.setAccessible(true);
                field.set(null, parcel.values()[i]);
            } catch (ReflectiveOperationException | LinkageError e) {
                throw new IOException("variable " + variable.title() + " cannot be set: " + e, e);
            }
        }
    }

    /// A worker that stands by uses no pool: nobody has to wait for it in order to remove one, and locks and pins of the task are free.
    private static void leavePools() {
        for (Pool pool : Pool.open()) {
            while (!pool.isClosed()) {
                pool.close();
            }
        }
    }

    private static EndReason.Threw describe(Throwable problem) {
        try {
            StringWriter stack = new StringWriter();
            problem.printStackTrace(new PrintWriter(stack));
            return new EndReason.Threw(problem.getClass().getName(), problem.getMessage(), stack.toString());
        } catch (OutOfMemoryError e) {
            return OUT_OF_MEMORY;
        }
    }

    /// Does not return before the master keeps what handles in the result lead to: the pools are left next.
    private void report(Packed result, EndReason.Threw problem) {
        if (problem == null) {
            CompletableFuture<Void> kept = holder.sent().add(task.number(), result);
            master.send(Frame.Kind.RETURNED, task.number(), result.parcel());
            kept.join();
        } else {
            Output out = new Output();
            Messages.write(out, problem);
            master.send(Frame.Kind.THREW, task.number(), out.bytes());
        }
    }

    private void finish() {
        leavePools();
        holder.clear();
        boolean again = MappedHere.leave(Processes.host().resources()) && reusable && clean.get().holds(Thread.currentThread());
        master.send(Frame.Kind.FINISHED, task.number(), new byte[] {(byte) (again ? 1 : 0)});
    }
}
