package rockpool.engine.posix;

import com.sun.jna.Native;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicBoolean;

/// The system call by which threads sleep and wake each other. Any thread may use it.
///
/// Once a process has made it often it goes through a handle that is compiled into its caller. What JNA does for a call touches more memory
/// than all else of a wake-up, and a thread that has slept finds none of it in the processor's caches. To make the handle takes some 60
/// milliseconds of another thread, once; until then the calls go through JNA.
final class Futex {

    private static final long NUMBER = System.getProperty("os.arch").equals("aarch64") ? 98 : 202;
    private static final int OFTEN = 5_000;
    private static final long SECOND = 1_000_000_000;
    private static final int TIMESPEC_BYTES = 16;

    private static final AtomicBoolean PREPARED = new AtomicBoolean();
    private static int calls;
    private static volatile boolean quick;

    private static final class Call {
        private static final MethodHandle SYSCALL = make();

        @SuppressWarnings("restricted")
        private static MethodHandle make() {
            Linker linker = Linker.nativeLinker();
            ValueLayout word = ValueLayout.JAVA_LONG;
            var type = FunctionDescriptor.of(word, word, word, word, word, word, word, word);
            return linker.downcallHandle(linker.defaultLookup().findOrThrow("syscall"), type, Linker.Option.firstVariadicArg(1),
                    Linker.Option.captureCallState("errno"));
        }
    }

    /// What a thread gives to its calls: a time, and room for errno.
    private static final class Room {
        private static final ThreadLocal<Room> OF_THREAD = ThreadLocal.withInitial(Room::new);
        private static final long ERRNO = Linker.Option.captureStateLayout().byteOffset(PathElement.groupElement("errno"));

        private final MemorySegment time = Arena.ofAuto().allocate(TIMESPEC_BYTES, Long.BYTES);
        private final MemorySegment state = Arena.ofAuto().allocate(Linker.Option.captureStateLayout());
    }

    private Futex() {}

    /// Sleeps, for so long at most.
    ///
    /// @return 0, or errno with the sign changed
    static long sleep(long address, int operation, int expected, long nanos) {
        Room room = Room.OF_THREAD.get();
        room.time.set(ValueLayout.JAVA_LONG, 0, nanos / SECOND);
        room.time.set(ValueLayout.JAVA_LONG, Long.BYTES, nanos % SECOND);
        return call(room, address, operation, expected & 0xFFFF_FFFFL, room.time.address());
    }

    /// Wakes.
    ///
    /// @return how many, or errno with the sign changed
    static long wake(long address, int operation, int count) {
        return call(Room.OF_THREAD.get(), address, operation, count, 0);
    }

    private static long call(Room room, long address, long operation, long value, long time) {
        return quick ? quickly(room, address, operation, value, time) : throughJna(address, operation, value, time);
    }

    private static long quickly(Room room, long address, long operation, long value, long time) {
        try {
            long result = (long) Call.SYSCALL.invokeExact(room.state, NUMBER, address, operation, value, time, 0L, 0L);
            return result < 0 ? -room.state.get(ValueLayout.JAVA_INT, Room.ERRNO) : result;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static long throughJna(long address, long operation, long value, long time) {
        if (++calls >= OFTEN && !PREPARED.get() && PREPARED.compareAndSet(false, true)) {
            EngineThread.start("rockpool-futex", Futex::prepare);
        }
        long result = LibC.syscall(NUMBER, address, operation, value, time, 0, 0);
        return result < 0 ? -Native.getLastError() : result;
    }

    /// Makes the calls quick from now on, or leaves them to JNA where native functions may not be called.
    static void prepare() {
        try {
            quick = Call.SYSCALL != null;
        } catch (ExceptionInInitializerError e) {
            quick = false;
        }
    }
}
