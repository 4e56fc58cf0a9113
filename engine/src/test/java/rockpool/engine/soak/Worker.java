package rockpool.engine.soak;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.Scanner;
import java.util.concurrent.locks.LockSupport;
import rockpool.engine.box.BoxClosedException;
import rockpool.engine.box.BoxFullException;
import rockpool.engine.box.Camlbox;
import rockpool.engine.box.CamlboxSender;
import rockpool.engine.box.NoSuchBoxException;
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

/// What a process of a soak does: again and again a dozen things at random, then it meets all others at a barrier. It waits without
/// deadlines where a lost wake-up would be a wait for ever.
final class Worker {

    /// Things between two meetings.
    private static final int STEPS = 12;
    private static final Duration SHORT = Duration.ofNanos(400_000);

    private final Pool pool;
    private final Tally tally;
    private final int place;
    private final boolean kills;
    private final Random random;
    private final Map<LockKind, Mutex> mutexes = new EnumMap<>(LockKind.class);
    private final Mutex mutex;
    private final Condition put;
    private final Condition taken;
    private final ReadWriteLock readWrite;
    private final Semaphore signals;
    private final Semaphore units;
    private final Latch latch;
    private final Barrier barrier;
    private final Ref<Book> book;
    private final Ref<Note> board;
    private final String boxes;
    private final Map<Deed, CamlboxSender<Note>> senders = new EnumMap<>(Deed.class);

    private Worker(Pool pool, Tally tally, int place, boolean kills, long seed) {
        this.pool = pool;
        this.tally = tally;
        this.place = place;
        this.kills = kills;
        this.random = new Random(seed);
        for (LockKind kind : LockKind.values()) {
            mutexes.put(kind, Mutex.find(pool, kind.name()).orElseThrow());
        }
        mutex = Mutex.find(pool, "tokens").orElseThrow();
        put = Condition.find(pool, "put").orElseThrow();
        taken = Condition.find(pool, "taken").orElseThrow();
        readWrite = ReadWriteLock.find(pool, "readWrite").orElseThrow();
        signals = Semaphore.find(pool, "signals").orElseThrow();
        units = Semaphore.find(pool, "units").orElseThrow();
        latch = Latch.find(pool, "latch").orElseThrow();
        barrier = Barrier.find(pool, "barrier").orElseThrow();
        book = Ref.<Book>find(pool, "book", Book.class).orElseThrow();
        board = Ref.<Note>find(pool, "board", Note.class).orElseThrow();
        boxes = pool.name();
        for (Deed deed : new Deed[] {Deed.BLOCKING, Deed.FAILING, Deed.DROPPING}) {
            senders.put(deed, CamlboxSender.open(boxes + deed.name(), Note.class));
        }
    }

    /// Attaches the pool and waits to be told its part, so that the successor of a process that is killed need not be started first.
    ///
    /// @param args the pool, where the tally is, whether processes are killed
    public static void main(String[] args) throws InterruptedException {
        Pool pool = Pool.attach(args[0]);
        Tally tally = new Tally(pool, Long.parseLong(args[1]));
        System.out.println("ready");
        Scanner input = new Scanner(System.in);
        int place = input.nextInt();
        long seed = input.nextLong();
        System.out.println("begins");
        if (place < 0) {
            receive(tally);
        } else {
            new Worker(pool, tally, place, Boolean.parseBoolean(args[2]), seed).run();
        }
        System.out.println("done");
    }

    /// A receiver that may be killed.
    private static void receive(Tally tally) throws InterruptedException {
        try (Camlbox<Note> box = Camlbox.create(tally.pool().name() + Deed.REMOTE, 3, 400, Note.class)) {
            while (tally.get(Common.OVER) == 0 || box.messages() > 0) {
                box.poll(Duration.ofMillis(20)).ifPresent(note -> {
                    tally.add(note.isWhole() ? Common.RECEIVED : Common.TORN, 1);
                });
            }
        }
    }

    private void run() throws InterruptedException {
        do {
            for (int i = 0; i < STEPS; i++) {
                step();
            }
            consume();
            tally.begin(place, Deed.ROUNDS);
            barrier.await();
            tally.said(place, Deed.ROUNDS);
        } while (barrier.generation() < tally.get(Common.LAST_GENERATION));
        senders.values().forEach(CamlboxSender::close);
    }

    private void step() throws InterruptedException {
        switch (random.nextInt(15)) {
            case 0, 1 -> guarded(LockKind.NORMAL, Deed.NORMAL, Common.NORMAL);
            case 2 -> guarded(LockKind.ERRORCHECK, Deed.ERRORCHECK, Common.ERRORCHECK);
            case 3 -> guarded(LockKind.RECURSIVE, Deed.RECURSIVE, Common.RECURSIVE);
            case 4 -> signalOrTake();
            case 5 -> useUnit();
            case 6 -> consume();
            case 7 -> write();
            case 8 -> read();
            case 9 -> countDown();
            case 10 -> changeBook();
            case 11 -> makeSomething();
            case 12 -> sendSome(Deed.BLOCKING);
            case 13 -> sendSome(random.nextBoolean() ? Deed.FAILING : Deed.DROPPING);
            default -> sendToOneWhoMayDie();
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    private void pauseNowAndThen() {
        if (random.nextInt(8) == 0) {
            LockSupport.parkNanos(random.nextInt(60_000));
        }
    }

    private void guarded(LockKind kind, Deed deed, Common counter) throws InterruptedException {
        Mutex one = mutexes.get(kind);
        Acquisition acquisition = switch (random.nextInt(4)) {
            case 0 -> one.tryLock();
            case 1 -> one.tryLock(SHORT);
            default -> one.lock();
        };
        if (!acquisition.taken()) {
            return;
        }
        boolean twice = kind == LockKind.RECURSIVE && one.lock().taken();
        tally.begin(place, deed);
        long before = tally.get(counter);
        pauseNowAndThen();
        tally.set(counter, before + 1);
        tally.said(place, deed);
        if (twice) {
            one.unlock();
        }
        one.unlock();
    }

    private void signalOrTake() throws InterruptedException {
        if (random.nextBoolean()) {
            tally.begin(place, Deed.POSTS);
            signals.post();
            tally.said(place, Deed.POSTS);
        } else {
            tally.begin(place, Deed.TAKES);
            if (signals.tryAcquire(SHORT)) {
                tally.said(place, Deed.TAKES);
            }
        }
    }

    private void useUnit() throws InterruptedException {
        tally.begin(place, Deed.UNITS);
        units.acquire();
        require(tally.add(Common.INSIDE, 1) <= Referee.UNITS || kills, "more are inside than there are units");
        pauseNowAndThen();
        tally.add(Common.INSIDE, -1);
        units.post();
        tally.said(place, Deed.UNITS);
    }

    /// Takes the token that the referee puts again and again, one at a time: a signal that goes to nobody stops all.
    private void consume() throws InterruptedException {
        boolean died = mutex.lock() == Acquisition.OWNER_DIED;
        while (tally.get(Common.TOKENS) == 0) {
            tellAll(died);
            died = put.await(mutex).ownerDied();
        }
        tally.begin(place, Deed.CONSUMED);
        tally.set(Common.TOKENS, 0);
        tally.add(Common.CONSUMED, 1);
        tally.said(place, Deed.CONSUMED);
        if (!died) {
            taken.signal();
        }
        tellAll(died);
        mutex.unlock();
    }

    /// Whom a dead owner was going to signal nobody knows.
    private void tellAll(boolean died) {
        if (died) {
            taken.broadcast();
            put.broadcast();
        }
    }

    private void write() throws InterruptedException {
        Acquisition acquisition = random.nextInt(3) == 0 ? readWrite.tryLockWrite(SHORT) : readWrite.lockWrite();
        if (acquisition.taken()) {
            boolean died = acquisition == Acquisition.OWNER_DIED;
            tally.begin(place, Deed.WRITES);
            long first = tally.get(Common.FIRST);
            require(died || first == tally.get(Common.SECOND), "half written, and nobody died");
            tally.set(Common.FIRST, first + 1);
            pauseNowAndThen();
            tally.set(Common.SECOND, first + 1);
            tally.said(place, Deed.WRITES);
            readWrite.unlockWrite();
        }
    }

    private void read() throws InterruptedException {
        boolean died = readWrite.lockRead() == Acquisition.OWNER_DIED;
        long first = tally.get(Common.FIRST);
        pauseNowAndThen();
        require(died || first == tally.get(Common.SECOND) && first == tally.get(Common.FIRST), "read while somebody wrote");
        readWrite.unlockRead();
        tally.begin(place, Deed.READS);
        tally.said(place, Deed.READS);
    }

    private void countDown() {
        if (latch.count() > Referee.LATCH / 2) {
            tally.begin(place, Deed.COUNTED_DOWN);
            latch.countDown();
            tally.said(place, Deed.COUNTED_DOWN);
        }
    }

    private void changeBook() {
        if (random.nextInt(3) == 0) {
            Book now = book.get();
            require(now.left() + now.right() == 0, "seen half changed: " + now);
            require(board.get().isWhole(), "torn: " + board.get());
        } else if (random.nextInt(3) == 0) {
            board.set(Note.of(place, random.nextInt(1000)));
        } else {
            long amount = random.nextInt(1000);
            tally.begin(place, Deed.CHANGES);
            book.heap().modify(mutator -> {
                Book.View view = mutator.root(Book.View.class);
                view.left(view.left() + amount);
                view.changes(view.changes() + 1);
                view.right(view.right() - amount);
                return null;
            });
            tally.said(place, Deed.CHANGES);
        }
    }

    /// Things without a name that are made, used by two threads and destroyed.
    private void makeSomething() throws InterruptedException {
        tally.begin(place, Deed.MADE);
        Latch own = Latch.create(pool, 1);
        Thread other = Thread.ofVirtual().start(own::countDown);
        own.await();
        own.destroy();
        other.join();
        Mutex unnamed = Mutex.create(pool, LockKind.NORMAL);
        require(unnamed.lock() == Acquisition.ACQUIRED, "somebody else has a mutex that nobody knows");
        unnamed.unlock();
        unnamed.destroy();
        tally.said(place, Deed.MADE);
    }

    /// Often more than the box holds.
    private void sendSome(Deed box) throws InterruptedException {
        for (int left = random.nextInt(10); left >= 0; left--) {
            send(box);
        }
    }

    private void send(Deed box) throws InterruptedException {
        Note note = Note.of(place, tally.begin(place, box));
        try {
            senders.get(box).send(note);
            tally.said(place, box);
        } catch (BoxFullException full) {
            require(box == Deed.FAILING, full.getMessage());
        }
    }

    private void sendToOneWhoMayDie() throws InterruptedException {
        try {
            CamlboxSender<Note> sender = senders.get(Deed.REMOTE);
            if (sender == null) {
                senders.put(Deed.REMOTE, CamlboxSender.open(boxes + Deed.REMOTE, Note.class));
            } else {
                sender.send(Note.of(place, tally.begin(place, Deed.REMOTE)));
                tally.said(place, Deed.REMOTE);
            }
        } catch (NoSuchBoxException | BoxClosedException dead) {
            CamlboxSender<Note> old = senders.remove(Deed.REMOTE);
            if (old != null) {
                old.close();
            }
        }
    }
}
