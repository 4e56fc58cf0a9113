package rockpool.engine.sync;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import rockpool.engine.pool.Pool;
import rockpool.engine.posix.EngineThread;

/// The virtual threads of this process that sleep on one wake word. They park; one platform thread sleeps in the operating system for
/// all of them, as long as there are any, and unparks those whose ticket is out of date.
final class VirtualSleepers implements Runnable {

    /// The helper looks this often whether anybody is left to sleep for.
    private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(200);

    /// By position of the wake word. Guarded by itself, as are the lists of sleepers.
    private static final Map<Long, VirtualSleepers> BY_WORD = new HashMap<>();

    /// While it is referred to, the word's position is used for nothing else, even if the pool is closed.
    private final Pool pool;
    private final long position;
    private final List<Sleeper> sleepers = new ArrayList<>();

    private VirtualSleepers(Pool pool, long position) {
        this.pool = pool;
        this.position = position;
    }

    private static final class Sleeper {
        private final Thread thread = Thread.currentThread();
        private final int ticket;
        private volatile boolean woken;

        private Sleeper(int ticket) {
            this.ticket = ticket;
        }
    }

    /// Parks the calling virtual thread until its word is bumped, it is interrupted, or for so long.
    ///
    /// @param interruptible if not, an interrupt has no effect but the thread's interrupted status at the end
    /// @return false if the time ran out
    static boolean sleep(Pool pool, long position, int ticket, long nanos, boolean interruptible) {
        Sleeper sleeper = new Sleeper(ticket);
        enter(pool, position, sleeper);
        boolean interrupted = false;
        try {
            long end = System.nanoTime() + nanos;
            long left = nanos;
            while (left > 0 && !sleeper.woken && WakeWord.ticket(position) == ticket && !(interruptible && interrupted)) {
                LockSupport.parkNanos(sleeper, left);
                interrupted |= Thread.interrupted();
                left = end - System.nanoTime();
            }
            return left > 0;
        } finally {
            leave(position, sleeper);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void enter(Pool pool, long position, Sleeper sleeper) {
        synchronized (BY_WORD) {
            VirtualSleepers word = BY_WORD.get(position);
            if (word == null) {
                word = new VirtualSleepers(pool, position);
                BY_WORD.put(position, word);
                EngineThread.start("rockpool-virtual-sleepers", word);
            }
            word.sleepers.add(sleeper);
        }
    }

    private static void leave(long position, Sleeper sleeper) {
        synchronized (BY_WORD) {
            VirtualSleepers word = BY_WORD.get(position);
            if (word != null) {
                word.sleepers.remove(sleeper);
            }
        }
    }

    @Override
    public void run() {
        boolean woken = false;
        do {
            int now = WakeWord.ticket(position);
            if (!wakeOthersThan(now) && woken) {
                WakeWord.passOn(position);
            }
            woken = WakeWord.sleep(position, now, SLICE);
        } while (isNeeded());
        if (woken) {
            WakeWord.passOn(position);
        }
        Reference.reachabilityFence(pool);
    }

    /// @return whether there was one
    private boolean wakeOthersThan(int ticket) {
        synchronized (BY_WORD) {
            boolean any = false;
            for (Sleeper sleeper : sleepers) {
                if (sleeper.ticket != ticket) {
                    sleeper.woken = true;
                    LockSupport.unpark(sleeper.thread);
                    any = true;
                }
            }
            return any;
        }
    }

    private boolean isNeeded() {
        synchronized (BY_WORD) {
            if (sleepers.isEmpty()) {
                BY_WORD.remove(position);
                return false;
            }
            return true;
        }
    }
}
