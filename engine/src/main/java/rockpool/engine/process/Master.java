package rockpool.engine.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import rockpool.engine.posix.ProcessIdentity;
import rockpool.engine.sync.JoinWait;

/// The process that starts all others, whoever asks for one. It runs no body itself, and takes no heap's lock.
///
/// A program that has one defines and starts processes through [Processes] or this object. There should be one in a process; with several,
/// [Processes] means the one that was started last.
///
/// When it is closed, or its process ends in any way, its children end with it. (Answers to Netmulticore's `Netmcore.startup`.)
public final class Master implements AutoCloseable {

    private final MasterOptions options;
    private final PrivateFolder folder;
    private final OutputQueue output = new OutputQueue();
    private final TaskTable.Numbers numbers = new TaskTable.Numbers();
    private final TaskTable tasks;
    private final DefinitionTable definitions = new DefinitionTable();
    private final Holder holder = new Holder();
    private final Children children;
    private final Acceptor acceptor;
    private final TaskStarts starts;
    private final String joins = JoinWait.objectOf(ProcessIdentity.self().pid());
    private final PoolRecovery recovery = new PoolRecovery(joins);
    private final ResourceTable resources;
    private final Host host;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread removal;

    private Master(MasterOptions options) throws IOException {
        this.options = options;
        folder = PrivateFolder.create();
        resources = new ResourceTable(folder.path(), recovery::execute);
        host = new LocalHost(this);
        Hello.Token token = newToken();
        tasks = new TaskTable(numbers, options.limit());
        children = new Children(options, numbers, output, new Endings(), new ChildSettings(token, 0, ProcessIdentity.self().pid(),
                folder.socket(), "", List.of()));
        starts = new TaskStarts(tasks, resources, holder, children, output);
        acceptor = new Acceptor(folder.socket(), token, this::connected);
        removal = new Thread(this::removeAll, "rockpool-removal");
    }

    /// What is left when all processes have ended.
    private void removeAll() {
        resources.close();
        recovery.close();
        folder.remove();
    }

    private static Hello.Token newToken() {
        SecureRandom random = new SecureRandom();
        return new Hello.Token(random.nextLong(), random.nextLong());
    }

    /// Starts the master of this process, and its standby workers behind it. What dead masters have left is removed: their folders, and the
    /// things in them that were handed over as resources.
    public static Master start(MasterOptions options) {
        if (!PrivateFolder.cleanStale(_ -> { }).isEmpty()) {
            JoinWait.removeUnused();
        }
        try {
            Master master = new Master(options);
            // For a program that ends without closing it: its children end by themselves.
            Runtime.getRuntime().addShutdownHook(master.removal);
            Processes.attach(master.host, master.holder);
            master.children.standby(options.standby());
            return master;
        } catch (IOException e) {
            throw new UncheckedIOException("the master's socket cannot be made", e);
        }
    }

    /// Removes the folders of masters that are dead, and the things that were handed over to these as resources.
    ///
    /// @return those that it removed
    public static List<Path> cleanStale() {
        JoinWait.removeUnused();
        return PrivateFolder.cleanStale(_ -> { });
    }

    /// The folder with its socket.
    public Path folder() {
        return folder.path();
    }

    public MasterOptions options() {
        return options;
    }

    /// Sets how many warm workers stand by.
    public void standby(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("standby=" + count + ": at least 0");
        }
        children.standby(count);
    }

    /// Has a listener told of what happens from now on, by a thread of the master's own.
    public void addListener(MasterListener listener) {
        output.add(listener);
    }

    public void removeListener(MasterListener listener) {
        output.remove(listener);
    }

    /// Starts a service in a JVM of its own.
    ///
    /// @param providerClass the name of a class that implements [WorkerService]
    public ServiceConnection startService(String providerClass, List<String> arguments) {
        return children.startService(providerClass, arguments).serviceConnection();
    }

    /// Makes a definition whose body this program holds.
    public <A, R> Definition<A, R> define(String name, Body<A, R> body) {
        return Processes.define(host, holder, name, body);
    }

    /// All definitions, of each name the newest.
    public List<Definition<?, ?>> definitions() {
        return Processes.definitions(host);
    }

    /// Starts a process by the name of its definition.
    public long startByName(String definition, Object argument) {
        return Processes.find(host, definition).orElseThrow(() -> new IllegalArgumentException("definition=" + definition
                + ": there is none; there are " + definitions.all().stream().map(DefinitionKey::name).toList())).start(argument);
    }

    /// Waits for a process's end.
    ///
    /// @return with the reason [EndReason.StillRunning] if the time is up
    public <R> Result<R> join(long id, Duration timeout) throws InterruptedException {
        return Processes.join(host, id, 0, timeout, null);
    }

    /// Runs a body in a process of a master of its own, and returns what it returned when everything has ended. What its processes print
    /// appears on this program's own streams. (Answers to Netmulticore's `Netmcore.run`.)
    ///
    /// @throws ProcessFailedException if the body did not return
    public static <A, R> R run(MasterOptions options, Body<A, R> body, A argument) throws InterruptedException {
        try (Master master = start(options)) {
            master.addListener(MasterListener.printing());
            Definition<A, R> first = master.define("first", body);
            return first.join(first.start(argument)).orElseThrow();
        }
    }

    /// Drops the result of a process, now or as soon as it is there.
    public void release(long id) {
        tasks.release(id);
    }

    /// The services, the tasks that have not been joined, and the workers that stand by.
    public List<ProcessInfo> processes() {
        List<ProcessInfo> found = new ArrayList<>();
        for (Child child : children.all()) {
            if (child.isService()) {
                found.add(child.info());
            }
        }
        tasks.all().forEach(task -> found.add(task.info()));
        for (Child child : children.all()) {
            if (!child.isService() && child.task == null) {
                found.add(child.info());
            }
        }
        return found;
    }

    /// Sends a signal to a process. One that still waits for a worker is ended by any signal but stop and continue.
    ///
    /// @return false if it has ended
    /// @throws IllegalArgumentException if there is no process of that number
    public boolean kill(long id, int signal) {
        Child service = children.find(id);
        if (service != null && service.isService()) {
            return service.kill(signal);
        }
        Task task = tasks.task(id);
        task.killed = signal != Child.SIGSTOP && signal != Child.SIGCONT;
        if (task.killed && children.withdraw(task)) {
            ended(task, new EndReason.Signalled(signal), null);
            return true;
        }
        Child child = task.child;
        return task.reason() == null && child != null && child.kill(signal);
    }

    /// Ends all children and waits until they have ended; removes the folder.
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        Processes.detach(host);
        ProcessPoints.MASTER_CLOSING.reach();
        try {
            // Before the socket: a child that is just starting would find nobody there, and complain.
            children.close();
            acceptor.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            tasks.unfinished().forEach(task -> ended(task, new EndReason.NotStarted("the master was closed"), null));
            tasks.dropAll();
            MappedHere.leave(host.resources());
            removeAll();
            output.close();
            removeHook();
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(removal);
        } catch (IllegalStateException e) {
            // The process is ending: the hook finds nothing to remove.
            return;
        }
    }

    // What the other classes of the master use.

    String joins() {
        return joins;
    }

    ResourceTable resources() {
        return resources;
    }

    TaskTable tasks() {
        return tasks;
    }

    TaskStarts starts() {
        return starts;
    }

    DefinitionTable definitionTable() {
        return definitions;
    }

    Children children() {
        return children;
    }

    OutputQueue output() {
        return output;
    }

    Holder holder() {
        return holder;
    }

    /// Enters a definition, with its fork point and its join point, which its holder uses.
    ///
    /// @param drop tells the holder that its body is not needed any more
    DefinitionKey define(ResourceEntry.User user, long holder, long local, String name, Runnable drop) {
        long forkPoint = resources.addPoint(user, Thing.point(ResourceKind.FORK_POINT, name, holder, local), _ -> {
            definitions.remove(holder, local);
            recovery.execute(drop);
        });
        long joinPoint = resources.addPoint(user, Thing.point(ResourceKind.JOIN_POINT, name, holder, local),
                id -> recovery.execute(() -> tasks.releaseAll(id)));
        DefinitionKey key = new DefinitionKey(holder, local, name, forkPoint, joinPoint);
        definitions.add(key);
        return key;
    }

    /// A child's task has ended, or the child: the bodies that it held are gone.
    void holderEnded(Child child) {
        resources.holderEnded(child.number());
    }

    /// The outcome to come of a process.
    ///
    /// @param joinPoint the number of the join point that it shall belong to, 0 for whichever
    CompletableFuture<Task.Outcome> outcome(long id, long joinPoint) {
        if (joinPoint != 0 && !resources.isThere(joinPoint)) {
            throw new NoSuchResourceException("resource=" + joinPoint + ": the join point of this definition was removed");
        }
        Task task = tasks.task(id);
        if (joinPoint != 0 && task.definition.joinPoint() != joinPoint) {
            throw new IllegalArgumentException("process=" + id + ": it runs " + task.name + ", it is none of this definition");
        }
        return task.outcome;
    }

    /// The task is over.
    void ended(Task task, EndReason reason, byte[] value) {
        Holds result = new Holds();
        if (value != null) {
            result.add(value, resources);
        }
        resources.ended(task.id, reason.toString());
        if (tasks.ended(task, reason, value, result)) {
            ProcessInfo info = task.info();
            output.event(listener -> listener.ended(info));
        }
    }

    private void connected(SteadyChannel channel, Hello hello) throws IOException {
        ProcessPoints.CHILD_CONNECTED.reach();
        Child child = children.find(hello.number());
        if (child == null) {
            channel.close();
        } else if (hello.stream()) {
            child.serviceConnection().connected(SteadyStreams.of(channel));
        } else {
            Connection connection = new Connection(new FrameChannel(channel));
            child.connected(connection, Thread.currentThread());
            if (child.isService()) {
                ProcessInfo info = child.info();
                output.event(listener -> listener.started(info));
            }
            connection.serve(new ChildRequests(this, child));
        }
    }

    /// What follows from the end of a child.
    private final class Endings implements Children.Observer {

        @Override
        public void lost(Task task, EndReason reason) {
            Master.this.ended(task, reason, null);
        }

        @Override
        public void ended(Child child, EndReason reason) {
            holderEnded(child);
            resources.ended(child.number(), reason.toString());
            if (child.isService()) {
                child.serviceConnection().failed(reason);
                ProcessInfo info = child.info();
                output.event(listener -> listener.ended(info));
            }
            recovery.after(child.pid());
        }
    }
}
