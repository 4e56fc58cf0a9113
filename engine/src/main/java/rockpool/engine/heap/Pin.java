package rockpool.engine.heap;

import java.lang.invoke.VarHandle;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Actor;

/// Keeps a value, and all that it refers to, from being collected. It belongs to the thread that made it, which closes it; it also ends
/// with its thread or process.
public final class Pin implements AutoCloseable {

    private final Actor actor;
    private final long position;
    private boolean closed;

    private Pin(Actor actor, long position) {
        this.actor = actor;
        this.position = position;
    }

    /// Pins a value while its heap's lock is held, so that no collection runs meanwhile.
    static Pin of(Writer writer, InHeap value) {
        long word = value.wordFor(writer);
        Actor actor = writer.heap().pool().actor();
        long position = actor.openPin();
        Memory.putLongOpaque(position, Words.isReference(word) ? word : 0);
        VarHandle.fullFence();
        return new Pin(actor, position);
    }

    /// @throws IllegalStateException in another thread than the one that made it
    @Override
    public void close() {
        if (closed) {
            return;
        }
        if (actor.thread() != Thread.currentThread()) {
            throw new IllegalStateException("thread=" + Thread.currentThread() + ": the pin belongs to " + actor.thread());
        }
        closed = true;
        actor.closePin(position);
    }
}
