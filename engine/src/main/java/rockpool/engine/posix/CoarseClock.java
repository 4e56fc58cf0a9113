package rockpool.engine.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicBoolean;

/// The time of [System#nanoTime()], but quick to read: it goes on with the kernel's ticks only, so it is up to 10 milliseconds behind,
/// never ahead. For one thread.
///
/// It is exact until it has been read often in this process: what makes it quick takes some 60 milliseconds of another thread, once.
public final class CoarseClock {

    private static final int OFTEN = 10_000;
    private static final int CLOCK_MONOTONIC_COARSE = 6;
    private static final long SECOND = 1_000_000_000;

    private static final AtomicBoolean PREPARED = new AtomicBoolean();
    private static int reads;
    private static volatile boolean quick;

    private static final class Call {
        private static final MethodHandle GET_TIME = make();

        @SuppressWarnings("restricted")
        private static MethodHandle make() {
            // JNA's calls cost more than the exact clock does. This one is a jump.
            Linker linker = Linker.nativeLinker();
            var type = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG);
            return linker.downcallHandle(linker.defaultLookup().findOrThrow("clock_gettime"), type, Linker.Option.critical(false));
        }
    }

    private final MemorySegment time = Arena.ofAuto().allocate(MemoryLayout.sequenceLayout(2, ValueLayout.JAVA_LONG));
    private final long address = time.address();

    public CoarseClock() {}

    /// Nanoseconds since the same moment as those of [System#nanoTime()].
    public long nanoTime() {
        return quick ? coarse() : exact();
    }

    private long coarse() {
        try {
            int status = (int) Call.GET_TIME.invokeExact(CLOCK_MONOTONIC_COARSE, address);
            return status == 0 ? time.get(ValueLayout.JAVA_LONG, 0) * SECOND + time.get(ValueLayout.JAVA_LONG, Long.BYTES) : System.nanoTime();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static long exact() {
        if (++reads >= OFTEN && !PREPARED.get() && PREPARED.compareAndSet(false, true)) {
            EngineThread.start("rockpool-clock", CoarseClock::prepare);
        }
        return System.nanoTime();
    }

    /// Makes it quick from now on, or leaves it exact where native functions may not be called.
    static void prepare() {
        try {
            quick = Call.GET_TIME != null;
        } catch (ExceptionInInitializerError e) {
            quick = false;
        }
    }
}
