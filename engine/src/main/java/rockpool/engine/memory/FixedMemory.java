package rockpool.engine.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import rockpool.engine.posix.OperatingSystem;
import rockpool.engine.posix.PosixException;

/// A shared memory object that is mapped at an address that was given, the same in all processes that map it.
///
/// These addresses are the last eighth of the reserved range, where no pool is ever mapped; somebody gives them out for all processes. When
/// it is unmapped, an access through its segment is an [IllegalStateException], and its positions read as zeros.
public final class FixedMemory {

    /// The position behind which these lie.
    static final long FIRST_POSITION = Memory.BYTES - Memory.BYTES / 8;

    private final OperatingSystem system = OperatingSystem.current();
    private final String name;
    private final long address;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment segment;

    private FixedMemory(String name, long address, long bytes) {
        this.name = name;
        this.address = address;
        int fd = system.openShared(name, true);
        try {
            system.mapFile(address, bytes, fd, 0, true);
        } finally {
            system.close(fd);
        }
        segment = at(address, bytes, arena, () -> system.unmap(address, bytes));
    }

    @SuppressWarnings("restricted")
    private static MemorySegment at(long address, long bytes, Arena arena, Runnable atEnd) {
        return MemorySegment.ofAddress(address).reinterpret(bytes, arena, _ -> atEnd.run());
    }

    /// The first address that can be given out.
    public static long firstAddress() {
        return Memory.address(FIRST_POSITION);
    }

    /// The address behind the last that can be given out.
    public static long lastAddress() {
        return Memory.address(Memory.BYTES);
    }

    /// How much room something takes.
    public static long room(long bytes) {
        return Region.roundUp(bytes);
    }

    /// Creates an object of a length, all zeros, whose memory is really reserved.
    ///
    /// @return false if the system has not enough memory; there is no object then
    /// @throws PosixException with `EEXIST` if there is one of that name
    public static boolean create(String name, long bytes) {
        OperatingSystem system = OperatingSystem.current();
        int fd = system.createShared(name);
        boolean reserved = false;
        try {
            reserved = system.reserve(fd, 0, bytes);
        } finally {
            system.close(fd);
            if (!reserved) {
                system.unlinkShared(name);
            }
        }
        return reserved;
    }

    /// Maps an object that is there and has its length. Nothing else may be mapped there now.
    ///
    /// @param address a multiple of 2 MiB
    /// @throws IllegalStateException if this process keeps these addresses for something else
    public static FixedMemory map(String name, long address, long bytes) {
        if (address < firstAddress() || address > lastAddress() - room(bytes)) {
            throw new IllegalStateException("memory=" + name + ": cannot be mapped at its address " + Long.toHexString(address)
                    + " here, where " + Long.toHexString(firstAddress()) + " to " + Long.toHexString(lastAddress()) + " are kept for that");
        }
        return new FixedMemory(name, address, bytes);
    }

    /// The object's name.
    public String name() {
        return name;
    }

    public long address() {
        return address;
    }

    /// The memory, until it is unmapped.
    public MemorySegment segment() {
        return segment;
    }

    /// Takes it out of this process. What it holds stays with the object.
    ///
    /// @throws IllegalStateException if a thread is just in a call of the system's with it
    public void unmap() {
        if (segment.scope().isAlive()) {
            arena.close();
        }
    }
}
