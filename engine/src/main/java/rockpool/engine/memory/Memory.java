package rockpool.engine.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import rockpool.engine.posix.OperatingSystem;
import rockpool.engine.posix.PosixException;

/// Reads and writes shared memory by position. Every access is checked against the bounds of the reserved range, in which there is
/// nothing that could crash: what no region lies on reads as zeros.
///
/// Positions of atomic accesses are aligned to their size. All methods may be called by any thread.
public final class Memory {

    // The fastest access on JDK 25 that is still checked is the one through a static final bounded segment: its bounds are constants
    // in compiled code. All regions of the process therefore lie in one range, reserved once.

    /// In the middle between what the system loads low and its programs, stacks and libraries (on x86-64 programs lie at 0x55…, so nothing
    /// of this size fits at 0x50…): in practice all processes get it.
    private static final long PREFERRED_ADDRESS = 0x4000_0000_0000L;
    private static final long MOST_BYTES = 8L << 40;
    private static final long LEAST_BYTES = 64L << 30;

    /// The length of the reserved range.
    public static final long BYTES;
    /// Where the reserved range begins.
    public static final long ADDRESS;

    private static final MemorySegment ALL;

    static {
        long bytes = MOST_BYTES;
        long address = 0;
        while (address == 0) {
            try {
                address = OperatingSystem.current().reserveAddresses(PREFERRED_ADDRESS, bytes);
            } catch (PosixException e) {
                bytes /= 2;
                if (bytes < LEAST_BYTES) {
                    throw e;
                }
            }
        }
        BYTES = bytes;
        ADDRESS = address;
        ALL = range(address, bytes);
    }

    @SuppressWarnings("restricted")
    private static MemorySegment range(long address, long bytes) {
        return MemorySegment.ofAddress(address).reinterpret(bytes);
    }

    // Plain accesses do not ask for alignment, which saves a branch each; where a position is aligned they are whole all the same. Atomic
    // accesses do. Each goes through its handle itself: the segment's own methods would be one more of the fifteen levels that are compiled
    // into one method.

    private static final VarHandle BYTE = ValueLayout.JAVA_BYTE.varHandle();
    private static final VarHandle SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.varHandle();
    private static final VarHandle CHAR = ValueLayout.JAVA_CHAR_UNALIGNED.varHandle();
    private static final VarHandle INT = ValueLayout.JAVA_INT_UNALIGNED.varHandle();
    private static final VarHandle LONG = ValueLayout.JAVA_LONG_UNALIGNED.varHandle();
    private static final VarHandle FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.varHandle();
    private static final VarHandle DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED.varHandle();
    private static final VarHandle INTS = ValueLayout.JAVA_INT.varHandle();
    private static final VarHandle LONGS = ValueLayout.JAVA_LONG.varHandle();

    private Memory() {}

    /// The absolute address of a position, for system calls.
    public static long address(long position) {
        return ADDRESS + position;
    }

    public static byte getByte(long position) {
        return (byte) BYTE.get(ALL, position);
    }

    public static short getShort(long position) {
        return (short) SHORT.get(ALL, position);
    }

    public static char getChar(long position) {
        return (char) CHAR.get(ALL, position);
    }

    public static int getInt(long position) {
        return (int) INT.get(ALL, position);
    }

    public static long getLong(long position) {
        return (long) LONG.get(ALL, position);
    }

    public static float getFloat(long position) {
        return (float) FLOAT.get(ALL, position);
    }

    public static double getDouble(long position) {
        return (double) DOUBLE.get(ALL, position);
    }

    public static int getIntOpaque(long position) {
        return (int) INTS.getOpaque(ALL, position);
    }

    public static long getLongOpaque(long position) {
        return (long) LONGS.getOpaque(ALL, position);
    }

    public static int getIntAcquire(long position) {
        return (int) INTS.getAcquire(ALL, position);
    }

    public static long getLongAcquire(long position) {
        return (long) LONGS.getAcquire(ALL, position);
    }

    public static int getIntVolatile(long position) {
        return (int) INTS.getVolatile(ALL, position);
    }

    public static long getLongVolatile(long position) {
        return (long) LONGS.getVolatile(ALL, position);
    }

    public static void putByte(long position, byte value) {
        Stores.step();
        BYTE.set(ALL, position, value);
    }

    public static void putShort(long position, short value) {
        Stores.step();
        SHORT.set(ALL, position, value);
    }

    public static void putChar(long position, char value) {
        Stores.step();
        CHAR.set(ALL, position, value);
    }

    public static void putInt(long position, int value) {
        Stores.step();
        INT.set(ALL, position, value);
    }

    public static void putLong(long position, long value) {
        Stores.step();
        LONG.set(ALL, position, value);
    }

    public static void putFloat(long position, float value) {
        Stores.step();
        FLOAT.set(ALL, position, value);
    }

    public static void putDouble(long position, double value) {
        Stores.step();
        DOUBLE.set(ALL, position, value);
    }

    public static void putIntOpaque(long position, int value) {
        Stores.step();
        INTS.setOpaque(ALL, position, value);
    }

    public static void putLongOpaque(long position, long value) {
        Stores.step();
        LONGS.setOpaque(ALL, position, value);
    }

    public static void putIntRelease(long position, int value) {
        Stores.step();
        INTS.setRelease(ALL, position, value);
    }

    public static void putLongRelease(long position, long value) {
        Stores.step();
        LONGS.setRelease(ALL, position, value);
    }

    public static void putIntVolatile(long position, int value) {
        Stores.step();
        INTS.setVolatile(ALL, position, value);
    }

    public static void putLongVolatile(long position, long value) {
        Stores.step();
        LONGS.setVolatile(ALL, position, value);
    }

    public static boolean compareAndSetInt(long position, int expected, int value) {
        Stores.step();
        return INTS.compareAndSet(ALL, position, expected, value);
    }

    public static boolean compareAndSetLong(long position, long expected, long value) {
        Stores.step();
        return LONGS.compareAndSet(ALL, position, expected, value);
    }

    public static int getAndAddInt(long position, int delta) {
        Stores.step();
        return (int) INTS.getAndAdd(ALL, position, delta);
    }

    public static long getAndAddLong(long position, long delta) {
        Stores.step();
        return (long) LONGS.getAndAdd(ALL, position, delta);
    }

    public static long getAndBitwiseOrLong(long position, long bits) {
        Stores.step();
        return (long) LONGS.getAndBitwiseOr(ALL, position, bits);
    }

    public static long getAndBitwiseAndLong(long position, long bits) {
        Stores.step();
        return (long) LONGS.getAndBitwiseAnd(ALL, position, bits);
    }

    /// Fills a range with zeros.
    public static void clear(long position, long length) {
        if (Stores.COUNTED) {
            Stores.inPieces(length, (at, piece) -> ALL.asSlice(position + at, piece).fill((byte) 0));
        } else {
            ALL.asSlice(position, length).fill((byte) 0);
        }
    }

    /// Makes a range of words zeros, storing only where something else is: a range that is zeros already costs no page and no store.
    ///
    /// @param length a multiple of 8
    public static void wipe(long position, long length) {
        for (long at = position; at < position + length; at += Long.BYTES) {
            if (getLong(at) != 0) {
                putLong(at, 0);
            }
        }
    }

    /// Copies a Java array's elements into shared memory.
    ///
    /// @param array of primitives
    /// @param layout the element's, in native order
    public static void copyIn(Object array, int index, ValueLayout layout, long position, int count) {
        if (Stores.COUNTED) {
            int step = (int) Math.max(1, 8 / layout.byteSize());
            for (int i = 0; i < count; i += step) {
                Stores.step();
                MemorySegment.copy(array, index + i, ALL, layout, position + i * layout.byteSize(), Math.min(step, count - i));
            }
        } else {
            MemorySegment.copy(array, index, ALL, layout, position, count);
        }
    }

    /// Copies shared memory into a Java array of primitives.
    public static void copyOut(long position, ValueLayout layout, Object array, int index, int count) {
        MemorySegment.copy(ALL, layout, position, array, index, count);
    }

    /// Copies bytes into shared memory.
    ///
    /// @param index of the first byte in the segment
    public static void copyIn(MemorySegment from, long index, long position, long count) {
        if (Stores.COUNTED) {
            Stores.inPieces(count, (at, piece) -> MemorySegment.copy(from, index + at, ALL, position + at, piece));
        } else {
            MemorySegment.copy(from, index, ALL, position, count);
        }
    }

    /// Copies bytes out of shared memory.
    ///
    /// @param index of the first byte in the segment
    public static void copyOut(long position, MemorySegment to, long index, long count) {
        MemorySegment.copy(ALL, position, to, index, count);
    }

    /// Copies shared memory to other shared memory.
    public static void copy(long from, long to, long length) {
        if (Stores.COUNTED) {
            Stores.inPieces(length, (at, piece) -> MemorySegment.copy(ALL, from + at, ALL, to + at, piece));
        } else {
            MemorySegment.copy(ALL, from, ALL, to, length);
        }
    }

    /// A part of the reserved range as a segment that ends with an arena: every later access throws.
    ///
    /// @param end runs when the arena is closed; what it refers to is kept as long as the segment
    @SuppressWarnings("restricted")
    public static MemorySegment segment(long position, long length, Arena arena, Runnable end) {
        return ALL.asSlice(position, length).reinterpret(arena, closed -> end.run());
    }

    /// A part of the reserved range as a segment. Who writes through it answers for what is there.
    public static MemorySegment segment(long position, long length) {
        return ALL.asSlice(position, length);
    }
}
