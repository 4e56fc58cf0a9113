package rockpool.engine.process;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import rockpool.engine.posix.EngineThread;

/// What the master's listeners will hear, in order, delivered by one thread of its own.
///
/// Whoever reads a child's output puts it here and never waits for a listener for long: with [#GREATEST_BYTES] waiting, it waits once for
/// [#PATIENCE_MILLIS], and from then on lines are dropped and counted until half of the queue is free again. So a listener that stands
/// still cannot stop a worker that may hold a lock.
final class OutputQueue implements AutoCloseable {

    static final long GREATEST_BYTES = 8L << 20;
    private static final long PATIENCE_MILLIS = 200;
    private static final int EVENT_BYTES = 64;

    private record Event(long bytes, Consumer<MasterListener> call) {}

    private final List<MasterListener> listeners = new CopyOnWriteArrayList<>();
    private final ArrayDeque<Event> events = new ArrayDeque<>();
    private final Thread thread;
    private long bytes;
    private long dropped;
    private boolean dropping;
    private boolean closed;

    OutputQueue() {
        thread = EngineThread.start("rockpool-listeners", this::deliver);
    }

    void add(MasterListener listener) {
        listeners.add(listener);
    }

    void remove(MasterListener listener) {
        listeners.remove(listener);
    }

    synchronized void line(long id, String name, boolean error, String line) {
        long size = EVENT_BYTES + line.length();
        if (bytes + size > GREATEST_BYTES && !dropping) {
            dropping = !roomWithinPatience(size);
        }
        if (dropping || closed) {
            dropped++;
            return;
        }
        put(new Event(size, listener -> listener.output(id, name, error, line)));
    }

    private boolean roomWithinPatience(long size) {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        boolean interrupted = false;
        while (bytes + size > GREATEST_BYTES && !closed) {
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                break;
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                interrupted = true;
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return bytes + size <= GREATEST_BYTES;
    }

    /// Whoever begins to listen later is not told.
    synchronized void event(Consumer<MasterListener> call) {
        if (!closed && !listeners.isEmpty()) {
            put(new Event(EVENT_BYTES, call));
        }
    }

    private void put(Event event) {
        bytes += event.bytes;
        events.add(event);
        notifyAll();
    }

    private void deliver() {
        for (Event event = next(); event != null; event = next()) {
            for (MasterListener listener : listeners) {
                tell(listener, event.call);
            }
        }
    }

    private static void tell(MasterListener listener, Consumer<MasterListener> call) {
        try {
            call.accept(listener);
        } catch (RuntimeException e) {
            // A listener's mistake is its own: the others are told all the same.
            Thread current = Thread.currentThread();
            current.getUncaughtExceptionHandler().uncaughtException(current, e);
        }
    }

    private synchronized Event next() {
        while (events.isEmpty() && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                continue;
            }
        }
        Event event = events.poll();
        if (event != null) {
            bytes -= event.bytes;
            endDropping();
            notifyAll();
        }
        return event;
    }

    private void endDropping() {
        if (dropping && bytes <= GREATEST_BYTES / 2) {
            dropping = false;
            long lines = dropped;
            dropped = 0;
            put(new Event(EVENT_BYTES, listener -> listener.dropped(lines)));
        }
    }

    /// Delivers what is there, and ends.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        if (Thread.currentThread() != thread) {
            awaitThread();
        }
    }

    private void awaitThread() {
        try {
            thread.join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
