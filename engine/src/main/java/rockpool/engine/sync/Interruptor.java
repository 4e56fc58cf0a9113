package rockpool.engine.sync;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.util.Set;

/// Carries [Thread#interrupt()] into a sleep in the operating system: one a platform thread, which is its only user.
///
/// It is a selector in name only. The platform calls [#wakeup()] of the selector in which an interrupted thread is, from the interrupting
/// thread; this one then bumps and wakes the word that the thread sleeps on. Others who sleep there look again and go on sleeping.
final class Interruptor extends AbstractSelector {

    // An interrupting thread can be late: it has fetched the selector, the sleep ends, and only then it calls wakeup. The word may
    // belong to something else by then. So wakeup and the end of a sleep exclude each other.

    private static final ThreadLocal<Interruptor> OF_THREAD = ThreadLocal.withInitial(Interruptor::new);
    private static final long NOWHERE = -1;

    private long sleepsAt = NOWHERE;

    private Interruptor() {
        super(null);
    }

    /// Sleeps on a word until woken, interrupted, or for so long.
    ///
    /// @return false if the time ran out
    static boolean sleep(long position, int ticket, long nanos) {
        return OF_THREAD.get().sleepAt(position, ticket, nanos);
    }

    private boolean sleepAt(long position, int ticket, long nanos) {
        enter(position);
        begin();
        try {
            return WakeWord.sleep(position, ticket, nanos);
        } finally {
            end();
            enter(NOWHERE);
        }
    }

    private synchronized void enter(long position) {
        sleepsAt = position;
    }

    @Override
    public synchronized Selector wakeup() {
        if (sleepsAt != NOWHERE) {
            WakeWord.wakeAll(sleepsAt);
        }
        return this;
    }

    @Override
    protected void implCloseSelector() {
        // There is nothing to close.
    }

    @Override
    protected SelectionKey register(AbstractSelectableChannel channel, int operations, Object attachment) {
        throw new UnsupportedOperationException("it only carries interrupts into a sleep: no channel can be registered with it");
    }

    @Override
    public Set<SelectionKey> keys() {
        return Set.of();
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        return Set.of();
    }

    @Override
    public int selectNow() {
        return 0;
    }

    @Override
    public int select(long timeout) {
        return 0;
    }

    @Override
    public int select() {
        return 0;
    }
}
