package rockpool.engine.heap;

import java.nio.charset.StandardCharsets;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Handle;
import rockpool.engine.pool.Handles;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.UseWord;

/// The life of a heap's descriptor. Its layout is [HeapLayout]'s.
final class HeapDescriptor {

    static final int DEFAULT_OVERHEAD = 1000;
    private static final long MOST_FLOOR = 256 << 10;
    private static final long LEAST_FLOOR = 16 << 10;
    private static final int FLOOR_SHARE = 64;
    /// Heaps that follow one another in the same memory have different serials: the incarnation is the upper part of the first one.
    private static final int SERIAL_BITS = 40;

    private HeapDescriptor() {}

    /// Makes a free descriptor a heap with no value in it, which only this process knows. The caller holds the directory's lock.
    static Handle create(Pool pool, long offset, String name) {
        long position = pool.position() + offset;
        long incarnation = pool.nextIncarnation();
        Handle handle = Handles.of(pool).create(offset, incarnation);
        Memory.putLongRelease(position + HeapLayout.STATE, HeapLayout.state(HeapLayout.CREATING, incarnation));
        HeapPoint.HEAP_CREATING.reach();
        Memory.clear(position + HeapLayout.ROOT, HeapLayout.LOG - HeapLayout.ROOT);
        Memory.putLong(position + HeapLayout.SERIAL, incarnation << SERIAL_BITS);
        Memory.putLong(position + HeapLayout.OVERHEAD, DEFAULT_OVERHEAD);
        Memory.putLong(position + HeapLayout.THRESHOLD, floor(pool));
        Memory.putLong(position + HeapLayout.USE, UseWord.PRIVATE);
        if (name != null) {
            putName(position, name);
        }
        Memory.putLongRelease(position + HeapLayout.STATE, HeapLayout.state(HeapLayout.LIVE_STATE, incarnation));
        return handle;
    }

    /// A heap smaller than this is not collected by itself.
    static long floor(Pool pool) {
        return Math.clamp(pool.maximum() / FLOOR_SHARE, LEAST_FLOOR, MOST_FLOOR);
    }

    private static void putName(long position, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > HeapLayout.MOST_NAME_BYTES) {
            throw new IllegalArgumentException("name=" + name + ": at most " + HeapLayout.MOST_NAME_BYTES + " bytes");
        }
        for (int i = 0; i < bytes.length; i++) {
            Memory.putByte(position + HeapLayout.NAME + i, bytes[i]);
        }
        Memory.putLong(position + HeapLayout.NAME_LENGTH, bytes.length);
    }

    /// The name in a descriptor, or an empty one.
    static String name(long position) {
        int length = Math.clamp(Memory.getLong(position + HeapLayout.NAME_LENGTH), 0, HeapLayout.MOST_NAME_BYTES);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = Memory.getByte(position + HeapLayout.NAME + i);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// Changes the state within an incarnation.
    static void setState(long position, int state) {
        long incarnation = HeapLayout.incarnationOf(Memory.getLong(position + HeapLayout.STATE));
        Memory.putLongRelease(position + HeapLayout.STATE, HeapLayout.state(state, incarnation));
    }
}
