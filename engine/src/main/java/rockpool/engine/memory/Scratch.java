package rockpool.engine.memory;

import java.lang.ref.Cleaner;
import rockpool.engine.posix.EngineThread;
import rockpool.engine.posix.OperatingSystem;

/// Memory of this process alone that is read and written by position, as shared memory is. What was never written takes no memory and reads
/// as zeros. It is given back when nothing refers to it any more.
public final class Scratch {

    private static final Cleaner CLEANER = Cleaner.create(EngineThread.factory("rockpool-scratch"));

    private final long position;
    private final long length;

    /// Takes a range that no region lies on.
    public Scratch(long length) {
        long position = Region.takeRange(length);
        Object owner = new Object();
        this.position = position;
        this.length = length;
        CLEANER.register(this, () -> give(position, length, owner));
    }

    private static void give(long position, long length, Object owner) {
        OperatingSystem.current().unmap(Memory.address(position), Region.roundUp(length));
        Region.giveRange(position, owner);
    }

    /// Where it begins.
    public long position() {
        return position;
    }

    public long length() {
        return length;
    }
}
