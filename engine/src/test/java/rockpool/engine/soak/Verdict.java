package rockpool.engine.soak;

import java.util.List;
import java.util.Locale;
import rockpool.engine.data.Ref;
import rockpool.engine.inspect.HeapVerifier;
import rockpool.engine.inspect.PoolVerifier;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.Problem;
import rockpool.engine.pool.Problems;
import rockpool.engine.soak.Tally.Common;
import rockpool.engine.soak.Tally.Deed;
import rockpool.engine.sync.Acquisition;
import rockpool.engine.sync.Barrier;
import rockpool.engine.sync.LockTableVerifier;
import rockpool.engine.sync.ReadWriteLock;
import rockpool.engine.sync.Semaphore;

/// What must hold when all have ended: everything that a process has done is where it belongs, and nothing else is. A death may hide that
/// its process has done one thing, whichever that was.
final class Verdict {

    private final Pool pool;
    private final Tally tally;
    private final int deaths;
    private final Problems problems = new Problems();
    private final StringBuilder text = new StringBuilder();

    private Verdict(Referee referee) {
        this.pool = referee.pool;
        this.tally = referee.tally;
        this.deaths = referee.killed();
    }

    /// @return what does not hold
    static List<Problem> of(Referee referee, int places, int latchLeft) throws InterruptedException {
        Verdict verdict = new Verdict(referee);
        verdict.counters(places, latchLeft);
        verdict.boxes(referee);
        verdict.structure();
        System.out.println(verdict.text);
        return verdict.problems.found();
    }

    /// @param least what must be there
    /// @param found what is there; each death may have added one
    private void account(Deed deed, long least, long found) {
        text.append(text.isEmpty() ? "" : ", ").append(deed.name().toLowerCase(Locale.ROOT)).append(' ').append(found);
        problems.require(least <= found && found <= least + deaths, deed.toString(), least + " to " + (least + deaths), found);
        problems.require(found > 0, deed.toString(), "at least 1", found);
    }

    private void counters(int places, int latchLeft) throws InterruptedException {
        account(Deed.NORMAL, tally.said(Deed.NORMAL), tally.get(Common.NORMAL));
        account(Deed.ERRORCHECK, tally.said(Deed.ERRORCHECK), tally.get(Common.ERRORCHECK));
        account(Deed.RECURSIVE, tally.said(Deed.RECURSIVE), tally.get(Common.RECURSIVE));
        account(Deed.CONSUMED, tally.said(Deed.CONSUMED), tally.get(Common.CONSUMED));
        account(Deed.COUNTED_DOWN, tally.said(Deed.COUNTED_DOWN), Referee.LATCH - latchLeft);
        account(Deed.ROUNDS, tally.said(Deed.ROUNDS), places * Barrier.find(pool, "barrier").orElseThrow().generation());
        account(Deed.MADE, tally.said(Deed.MADE), tally.said(Deed.MADE));
        account(Deed.READS, tally.said(Deed.READS), tally.said(Deed.READS));
        account(Deed.UNITS, tally.said(Deed.UNITS), tally.said(Deed.UNITS));
        semaphores();
        written();
        Book book = Ref.<Book>find(pool, "book", Book.class).orElseThrow().get();
        account(Deed.CHANGES, tally.said(Deed.CHANGES), book.changes());
        problems.require(book.left() + book.right() == 0, "book", "balances that make 0", book);
    }

    private void semaphores() {
        int units = Semaphore.find(pool, "units").orElseThrow().value();
        problems.require(units == Referee.UNITS, "protected semaphore", Referee.UNITS, units);
        long posts = tally.said(Deed.POSTS);
        long takes = tally.said(Deed.TAKES);
        int value = Semaphore.find(pool, "signals").orElseThrow().value();
        text.append(", posts ").append(posts).append(", takes ").append(takes);
        problems.require(posts > 0 && takes > 0 && Math.abs(value - (posts - takes)) <= deaths, "plain semaphore", posts - takes, value);
        problems.require(deaths > 0 || tally.get(Common.INSIDE) == 0, "inside", 0, tally.get(Common.INSIDE));
    }

    private void written() throws InterruptedException {
        ReadWriteLock lock = ReadWriteLock.find(pool, "readWrite").orElseThrow();
        boolean died = lock.lockWrite() == Acquisition.OWNER_DIED;
        lock.unlockWrite();
        long first = tally.get(Common.FIRST);
        account(Deed.WRITES, tally.said(Deed.WRITES), first);
        problems.require(died && deaths > 0 || first == tally.get(Common.SECOND), "read-write lock", first, tally.get(Common.SECOND));
    }

    private void boxes(Referee referee) {
        account(Deed.BLOCKING, tally.said(Deed.BLOCKING), referee.inbox(Deed.BLOCKING).received());
        account(Deed.FAILING, tally.said(Deed.FAILING), referee.inbox(Deed.FAILING).received());
        long sent = tally.said(Deed.DROPPING);
        long come = referee.inbox(Deed.DROPPING).received();
        text.append(", dropping ").append(come).append(" of ").append(sent);
        problems.require(come > 0 && come <= sent + deaths, "DROPPING", "up to " + (sent + deaths), come);
        for (Deed deed : new Deed[] {Deed.BLOCKING, Deed.FAILING, Deed.DROPPING}) {
            int lost = referee.inbox(deed).lostSlots();
            problems.require(lost == 0, deed + ": lost slots", 0, lost);
        }
        problems.require(tally.get(Common.TORN) == 0, "torn messages", 0, tally.get(Common.TORN));
        text.append(", remote ").append(tally.get(Common.RECEIVED));
        problems.require(deaths > 0 || tally.get(Common.RECEIVED) == tally.said(Deed.REMOTE), "REMOTE", tally.said(Deed.REMOTE), tally.get(Common.RECEIVED));
    }

    private void structure() {
        PoolVerifier.verify(pool).forEach(this::add);
        HeapVerifier.verify(pool).forEach(this::add);
        LockTableVerifier.verify(pool).forEach(this::add);
    }

    private void add(Problem problem) {
        problems.add(problem.place(), problem.expected(), problem.found());
    }
}
