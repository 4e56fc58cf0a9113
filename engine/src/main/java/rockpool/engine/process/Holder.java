package rockpool.engine.process;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import rockpool.engine.posix.EngineThread;

/// The bodies of the definitions that this process made.
///
/// Snapshots for others are taken by one service thread, which runs no code of a snippet or body and waits for none.
final class Holder {

    private record Held(String name, Body<?, ?> body) {}

    private final Map<Long, Held> bodies = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final Executor service;
    private final Sent sent = new Sent();

    Holder() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                EngineThread.factory("rockpool-snapshots"));
        executor.allowCoreThreadTimeOut(true);
        service = executor;
    }

    long add(String name, Body<?, ?> body) {
        long number = numbers.incrementAndGet();
        bodies.put(number, new Held(name, body));
        return number;
    }

    /// Forgets a body: its fork point was removed.
    void remove(long number) {
        bodies.remove(number);
    }

    /// Forgets all bodies: the task that made them is over.
    void clear() {
        bodies.clear();
    }

    /// The body with what it reaches, and the argument, as one graph.
    Packed snapshot(long local, Object argument) {
        Held held = held(local);
        Packed parcel = Snapshot.complete(held.name, held.body, argument);
        ProcessPoints.SNAPSHOT_TAKEN.reach();
        return parcel;
    }

    /// The body with what it reaches, for an argument that comes from elsewhere.
    ///
    /// @param classes the argument's classes, whose variables belong to the snapshot as well
    CompletableFuture<Packed> snapshotLater(long local, List<String> classes) {
        return CompletableFuture.supplyAsync(() -> {
            Held held = held(local);
            Packed parcel = Snapshot.body(held.name, held.body, classes);
            ProcessPoints.SNAPSHOT_TAKEN.reach();
            return parcel;
        }, service);
    }

    /// The parcels that this process has sent.
    Sent sent() {
        return sent;
    }

    private Held held(long local) {
        Held held = bodies.get(local);
        if (held == null) {
            throw new IllegalStateException("definition=" + local + ": the process that made it has ended, or released its fork point");
        }
        return held;
    }
}
