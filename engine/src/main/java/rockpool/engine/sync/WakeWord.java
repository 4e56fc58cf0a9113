package rockpool.engine.sync;

import rockpool.engine.memory.Memory;
import rockpool.engine.posix.OperatingSystem;

/// The 4-byte counter on which waiters of all processes sleep.
///
/// Who wants to sleep reads a ticket first, then finds that there is a reason to sleep, then sleeps only if the word still is the ticket.
/// Who ends the reason does so first and bumps the word afterwards. So no wake-up comes between the two and is lost.
public final class WakeWord {

    private static final OperatingSystem SYSTEM = OperatingSystem.current();

    private WakeWord() {}

    public static int ticket(long position) {
        return Memory.getIntVolatile(position);
    }

    public static void wakeOne(long position) {
        wake(position, 1);
    }

    public static void wakeAll(long position) {
        wake(position, Integer.MAX_VALUE);
    }

    private static void wake(long position, int count) {
        Memory.getAndAddInt(position, 1);
        SYSTEM.futexWake(Memory.address(position), count);
    }

    /// Wakes another sleeper instead of the caller, who was woken and has no use for it.
    static void passOn(long position) {
        SYSTEM.futexWake(Memory.address(position), 1);
    }

    /// Sleeps until woken, or for so long.
    ///
    /// @return false if the time ran out
    static boolean sleep(long position, int ticket, long nanos) {
        return SYSTEM.futexWait(Memory.address(position), ticket, nanos);
    }
}
