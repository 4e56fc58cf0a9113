package rockpool.engine.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Processes as a program sees them, for static imports: the same in the console's session, in a worker, and in a plain program that has
/// started a [Master].
public final class Processes {

    private static volatile Attachment current;

    /// How this process reaches its master, and the bodies that it holds.
    private record Attachment(Host host, Holder holder) {}

    private Processes() {}

    static void attach(Host host, Holder holder) {
        current = new Attachment(host, holder);
    }

    static synchronized void detach(Host host) {
        Attachment now = current;
        if (now != null && now.host == host) {
            current = null;
        }
    }

    private static Attachment attachment() {
        Attachment now = current;
        if (now == null) {
            throw new IllegalStateException("this process has no master: call Master.start first");
        }
        return now;
    }

    static Host host() {
        return attachment().host;
    }

    /// Makes a definition. A later one of the same name takes its place by name; handles of the earlier one go on working.
    ///
    /// @param name a Java identifier
    public static <A, R> Definition<A, R> define(String name, Body<A, R> body) {
        Attachment now = attachment();
        return define(now.host, now.holder, name, body);
    }

    static <A, R> Definition<A, R> define(Host host, Holder holder, String name, Body<A, R> body) {
        Objects.requireNonNull(body, "body");
        if (!name.matches("[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*")) {
            throw new IllegalArgumentException("name=" + name + ": has to be a Java identifier");
        }
        long local = holder.add(name, body);
        return new Definition<>(host.define(local, name), body.getClass().getClassLoader());
    }

    /// All definitions, of each name the newest.
    public static List<Definition<?, ?>> definitions() {
        return definitions(host());
    }

    static List<Definition<?, ?>> definitions(Host host) {
        List<Definition<?, ?>> found = new ArrayList<>();
        host.definitions().forEach(key -> found.add(new Definition<>(key, callersLoader())));
        return found;
    }

    /// The newest definition of a name.
    public static Optional<Definition<Object, Object>> find(String name) {
        return find(host(), name);
    }

    static Optional<Definition<Object, Object>> find(Host host, String name) {
        return host.find(name).map(key -> new Definition<>(key, callersLoader()));
    }

    static long start(DefinitionKey key, Object argument, boolean fresh, Inheritance inheritance) {
        Attachment now = attachment();
        boolean complete = key.holder() == now.host.self();
        Packed packed = complete ? now.holder.snapshot(key.local(), argument) : Snapshot.argument(argument);
        byte[] payload = complete ? Parcels.of(key.name(), packed.parcel()) : packed.parcel();
        try {
            return now.host.start(key, fresh, inheritance, complete, payload);
        } finally {
            // The master answers when it keeps what the handles lead to.
            Reference.reachabilityFence(packed);
        }
    }

    /// The number of the process that the caller runs in: a task's or a service's, 0 in the master's own program. It is never used again,
    /// as a process id is. (Answers to Netmulticore's `Netmcore.self_process_id`.)
    public static long self() {
        return host().process();
    }

    /// Waits for a process's end and takes its result.
    ///
    /// @throws IllegalArgumentException if there is no process of that number, or its result was taken or released
    /// @throws rockpool.engine.sync.DeadlockException if the process waits, over one or more others, for the caller; it can be joined again
    public static <R> Result<R> join(long id) throws InterruptedException {
        return join(host(), id, 0, null, null);
    }

    /// Waits for a process's end and takes its result, if that comes in time.
    ///
    /// @return with the reason [EndReason.StillRunning] if it does not; it can be joined again
    public static <R> Result<R> join(long id, Duration timeout) throws InterruptedException {
        return join(host(), id, 0, timeout, null);
    }

    static <R> Result<R> join(Host host, long id, long joinPoint, Duration timeout, ClassLoader loader) throws InterruptedException {
        long deadline = timeout == null ? Long.MAX_VALUE : System.nanoTime() + timeout.toNanos();
        Task.Outcome outcome = host.join(id, joinPoint, deadline);
        if (outcome.reason() instanceof EndReason.StillRunning) {
            return new Result<>(null, outcome.reason());
        }
        Result<R> result = new Result<>(decoded(outcome, loader == null ? callersLoader() : loader), outcome.reason());
        host.taken(id);
        return result;
    }

    @SuppressWarnings("unchecked")
    private static <R> R decoded(Task.Outcome outcome, ClassLoader loader) {
        if (outcome.value() == null) {
            return null;
        }
        try {
            return (R) Parcel.read(new Input(outcome.value()), loader).roots()[0];
        } catch (IOException e) {
            throw new UncheckedIOException("the result cannot be made here", e);
        }
    }

    /// Drops the result of a process, now or as soon as it is there.
    public static void release(long id) {
        host().release(id);
    }

    /// The services, the tasks that have not been joined, and the workers that stand by.
    public static List<ProcessInfo> processes() {
        return host().processes();
    }

    /// Sends a signal to a process.
    ///
    /// @return false if it has ended
    /// @throws IllegalArgumentException if there is no process of that number
    public static boolean kill(long id, int signal) {
        return host().kill(id, signal);
    }

    /// The loader of the prompt's or the task's classes, where the caller runs in one.
    private static ClassLoader callersLoader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context != null ? context : Processes.class.getClassLoader();
    }
}
