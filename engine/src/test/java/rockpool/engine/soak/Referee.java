package rockpool.engine.soak;

import static rockpool.engine.testing.Eventually.eventually;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import rockpool.engine.box.WhenFull;
import rockpool.engine.data.Ref;
import rockpool.engine.pool.Pool;
import rockpool.engine.soak.Tally.Common;
import rockpool.engine.soak.Tally.Deed;
import rockpool.engine.sync.Acquisition;
import rockpool.engine.sync.Barrier;
import rockpool.engine.sync.Condition;
import rockpool.engine.sync.Latch;
import rockpool.engine.sync.LockKind;
import rockpool.engine.sync.Mutex;
import rockpool.engine.sync.ReadWriteLock;
import rockpool.engine.sync.Semaphore;
import rockpool.engine.sync.WaitGraph;
import rockpool.engine.testing.ChildJvm;
import rockpool.engine.testing.TestNames;

/// Has processes use all primitives, kills them if it is told to, and counts at the end.
///
/// It takes part in what a killed process would leave without an end: it puts the tokens, receives from three boxes, and waits for the
/// latch.
final class Referee implements AutoCloseable {

    static final int UNITS = 2;
    static final int LATCH = 4_000_000;
    private static final int RECEIVER = -1;
    private static final int SPARES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final Pool pool = Pool.create(TestNames.unique(), 16 << 20);
    final Tally tally = Tally.create(pool);
    private final Map<Deed, Inbox> inboxes = new EnumMap<>(Deed.class);
    private final boolean kills;
    private final Random random;
    private final ChildJvm[] workers;
    private ChildJvm receiver;
    private final Deque<ChildJvm> spares = new ArrayDeque<>();
    private final Barrier barrier;
    private final Latch latch;
    private final List<Helper> helpers = new ArrayList<>();
    private Helper putter;
    private Helper latchWaiter;
    private int killed;

    Referee(int places, boolean kills, long seed) throws InterruptedException {
        this.kills = kills;
        this.random = new Random(seed);
        this.workers = new ChildJvm[places];
        for (LockKind kind : LockKind.values()) {
            Mutex.create(pool, kind.name(), kind);
        }
        Mutex.create(pool, "tokens", LockKind.NORMAL);
        Condition.create(pool, "put");
        Condition.create(pool, "taken");
        ReadWriteLock.create(pool, "readWrite");
        Semaphore.create(pool, "signals", 0);
        Semaphore.createProtected(pool, "units", UNITS);
        latch = Latch.create(pool, "latch", LATCH);
        barrier = Barrier.create(pool, "barrier", places);
        Ref.create(pool, "book", new Book(0, 0, 0));
        Ref.create(pool, "board", Note.of(0, 1));
        tally.set(Common.LAST_GENERATION, Long.MAX_VALUE);
        inboxes.put(Deed.BLOCKING, new Inbox(pool.name() + Deed.BLOCKING, WhenFull.BLOCK));
        inboxes.put(Deed.FAILING, new Inbox(pool.name() + Deed.FAILING, WhenFull.FAIL));
        inboxes.put(Deed.DROPPING, new Inbox(pool.name() + Deed.DROPPING, WhenFull.DROP_OLDEST));
        start();
    }

    private void start() {
        for (int i = 0; i < workers.length + 1; i++) {
            spares.add(spare());
        }
        inboxes.values().forEach(inbox -> helpers.add(inbox.start()));
        putter = Helper.start(this::putTokens);
        latchWaiter = Helper.start(latch::await);
        helpers.addAll(List.of(putter, latchWaiter));
        receiver = next(RECEIVER);
        for (int place = 0; place < workers.length; place++) {
            workers[place] = next(place);
        }
    }

    private ChildJvm spare() {
        return ChildJvm.start(List.of("-XX:TieredStopAtLevel=1"), Worker.class, pool.name(), String.valueOf(tally.offset()), String.valueOf(kills));
    }

    /// A process gets its part.
    private ChildJvm next(int place) {
        ChildJvm child = spares.remove();
        child.expectLine("ready");
        child.send(place + " " + random.nextLong());
        while (kills && spares.size() < SPARES) {
            spares.add(spare());
        }
        return child;
    }

    /// Puts a token as soon as there is none, until it is interrupted.
    private void putTokens() throws InterruptedException {
        Mutex mutex = Mutex.find(pool, "tokens").orElseThrow();
        Condition put = Condition.find(pool, "put").orElseThrow();
        Condition taken = Condition.find(pool, "taken").orElseThrow();
        while (true) {
            boolean died = mutex.lock() == Acquisition.OWNER_DIED;
            try {
                while (!died && tally.get(Common.TOKENS) > 0) {
                    died = taken.await(mutex).ownerDied();
                }
                tally.set(Common.TOKENS, 1);
                put.signal();
                if (died) {
                    put.broadcast();
                }
            } finally {
                mutex.unlock();
            }
        }
    }

    /// Lets them work for some time.
    void watch(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            goOn();
        }
    }

    /// Kills some at random again and again; each time all who are left, and the successors, have to meet.
    void kill(int count) {
        while (killed < count) {
            int victims = Math.min(count - killed, 1 + random.nextInt(3));
            long end = System.nanoTime() + random.nextInt(4_000_000);
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            for (int i = 0; i < victims; i++) {
                killOne(random.nextInt(workers.length + 1));
            }
            if (random.nextInt(4) == 0) {
                pool.recoverDead();
            }
            goOn();
            if (killed / 200 > (killed - victims) / 200) {
                System.out.println(killed + " kills …");
            }
        }
    }

    private void killOne(int which) {
        ChildJvm victim = which == workers.length ? receiver : workers[which];
        victim.expectLine("begins");
        victim.kill();
        killed++;
        if (which == workers.length) {
            receiver = next(RECEIVER);
        } else {
            workers[which] = next(which);
        }
    }

    /// All meet twice.
    private void goOn() {
        long generation = barrier.generation();
        await("all meet again after " + killed + " kills", () -> barrier.generation() >= generation + 2);
    }

    private void await(String what, BooleanSupplier state) {
        try {
            eventually(what, PATIENCE, () -> state.getAsBoolean() || helpers.stream().anyMatch(Helper::hasFailed) || anyWorkerHasEnded());
            helpers.forEach(Helper::requireAtWork);
            if (!state.getAsBoolean()) {
                throw new AssertionError("a process has ended by itself");
            }
        } catch (AssertionError e) {
            List<String> waits = WaitGraph.ofMachine(graph -> graph.waits().stream().map(Object::toString).toList());
            StringBuilder all = new StringBuilder(e.getMessage()).append("\nwaits: ").append(String.join("\n", waits));
            for (ChildJvm worker : workers) {
                all.append("\n").append(worker.pid()).append(worker.process().isAlive() ? " runs: " : " has ended: ").append(worker.output());
            }
            throw new AssertionError(all.toString(), e);
        }
    }

    private boolean anyWorkerHasEnded() {
        for (ChildJvm worker : workers) {
            if (!worker.process().isAlive()) {
                return true;
            }
        }
        return false;
    }

    /// Has all end in good order.
    ///
    /// @return what was left of the latch
    int end() throws InterruptedException {
        tally.set(Common.LAST_GENERATION, barrier.generation() + 3);
        for (ChildJvm worker : workers) {
            requireEnded(worker);
        }
        tally.set(Common.OVER, 1);
        requireEnded(receiver);
        spares.forEach(ChildJvm::kill);
        pool.recoverDead();
        inboxes.values().forEach(Inbox::end);
        int left = latch.count();
        for (int i = 0; i < left; i++) {
            latch.countDown();
        }
        putter.interrupt();
        for (Helper helper : helpers) {
            helper.join();
        }
        return left;
    }

    private static void requireEnded(ChildJvm child) {
        int status = child.waitFor();
        if (status != 0) {
            throw new AssertionError("it ended with " + status + ": " + child.output());
        }
    }

    int killed() {
        return killed;
    }

    Inbox inbox(Deed deed) {
        return inboxes.get(deed);
    }

    @Override
    public void close() {
        for (ChildJvm worker : workers) {
            closeIfStarted(worker);
        }
        closeIfStarted(receiver);
        spares.forEach(ChildJvm::close);
        helpers.forEach(Helper::interrupt);
        inboxes.values().forEach(Inbox::close);
        pool.close();
    }

    private static void closeIfStarted(ChildJvm child) {
        if (child != null) {
            child.close();
        }
    }
}
