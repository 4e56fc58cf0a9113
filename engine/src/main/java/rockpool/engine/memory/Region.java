package rockpool.engine.memory;

import rockpool.engine.posix.OperatingSystem;
import rockpool.engine.posix.PosixException;

/// A shared memory object mapped into this process at its greatest length, of which a part is really there.
///
/// Its length grows by [#reserve]; other processes notice through the file's size when they meet an offset beyond what they knew. An
/// offset below [#limit()] can be read and written without a fault.
///
/// A detached region's positions read as zeros, and are not used again while anything refers to the region: an operation that was still
/// under way does no harm.
public final class Region {

    private static final long ALIGNMENT = 2L << 20;

    private static final Ranges RANGES = new Ranges(ALIGNMENT, FixedMemory.FIRST_POSITION);

    private final OperatingSystem system;
    private final String name;
    private final int fd;
    private final long position;
    private final long maximum;
    private final boolean writable;
    private volatile long limit;
    private boolean detached;

    private Region(OperatingSystem system, String name, int fd, long position, long maximum, boolean writable) {
        this.system = system;
        this.name = name;
        this.fd = fd;
        this.position = position;
        this.maximum = maximum;
        this.writable = writable;
        refreshLimit();
    }

    /// Creates a shared memory object of no length and maps it.
    ///
    /// @param maximum its greatest length ever
    /// @throws PosixException with `EEXIST` if there is one of that name
    public static Region create(String name, long maximum) {
        OperatingSystem system = OperatingSystem.current();
        return map(system, name, system.createShared(name), maximum, true, -1);
    }

    /// Maps an open shared memory object. The region closes `fd` when it is detached.
    ///
    /// @param system whose object it is
    /// @param preferred the position to map it at if it is free, -1 for any
    public static Region map(OperatingSystem system, String name, int fd, long maximum, boolean writable, long preferred) {
        long position = RANGES.take(maximum, preferred);
        system.mapFile(Memory.address(position), roundUp(maximum), fd, 0, writable);
        return new Region(system, name, fd, position, maximum, writable);
    }

    static long takeRange(long length) {
        return RANGES.take(length, -1);
    }

    static void giveRange(long position, Object owner) {
        RANGES.give(position, owner);
    }

    static long roundUp(long length) {
        return (length + ALIGNMENT - 1) & -ALIGNMENT;
    }

    public String name() {
        return name;
    }

    /// The file descriptor, open until the region is detached.
    public int fd() {
        return fd;
    }

    /// The position of offset 0.
    public long position() {
        return position;
    }

    /// The greatest length it can have.
    public long maximum() {
        return maximum;
    }

    public boolean writable() {
        return writable;
    }

    /// The length that is known to be there. It may be more by now.
    public long limit() {
        return limit;
    }

    /// Whether `length` bytes at an offset are there, asking the system if they are not known to be.
    public boolean contains(long offset, long length) {
        if (offset < 0 || length < 0 || offset > maximum - length) {
            return false;
        }
        return offset + length <= limit || offset + length <= refreshLimit();
    }

    /// Asks the system for the present length.
    public synchronized long refreshLimit() {
        if (detached) {
            return limit;
        }
        long size = Math.min(system.size(fd), maximum);
        if (size > limit) {
            limit = size;
        }
        return limit;
    }

    /// Really reserves memory for a part, and makes the object long enough for it.
    ///
    /// @return false if the system has not enough memory
    public synchronized boolean reserve(long offset, long length) {
        if (offset < 0 || length < 0 || offset > maximum - length) {
            throw new IllegalArgumentException("offset=" + offset + " length=" + length + ": maximum=" + maximum);
        }
        requireAttached();
        Stores.step();
        boolean reserved = system.reserve(fd, offset, length);
        refreshLimit();
        return reserved;
    }

    /// Gives the memory of a part back to the system.
    public synchronized void punch(long offset, long length) {
        requireAttached();
        Stores.step();
        system.punch(fd, offset, length);
    }

    // The number of a closed file descriptor may be another file's by now.
    private void requireAttached() {
        if (detached) {
            throw new IllegalStateException("region=" + name + ": detached");
        }
    }

    /// Unmaps it and closes its file descriptor.
    public synchronized void detach() {
        if (!detached) {
            unmap();
            system.close(fd);
        }
    }

    /// Detaches it, and maps its beginning somewhere else: who is still at work in it changes nothing any more from now on, while
    /// who detaches it can leave it in order.
    ///
    /// @param length of the part that is mapped again
    /// @return that part, which has the file descriptor now; null if this region is detached already
    public synchronized Region retreat(long length) {
        if (detached) {
            return null;
        }
        Region beginning = map(system, name, fd, length, writable, -1);
        unmap();
        return beginning;
    }

    private void unmap() {
        detached = true;
        system.unmap(Memory.address(position), roundUp(maximum));
        RANGES.give(position, this);
    }

    public synchronized boolean detached() {
        return detached;
    }
}
