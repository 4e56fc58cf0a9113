package rockpool.engine.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.sync.LockReport.Condition;
import rockpool.engine.sync.LockReport.Waiter;

/// Reads the locks of a pool from outside. It takes none and writes nothing, so it works with a view of a pool in which everything is
/// stuck.
///
/// One that is asked again and again knows better for how long a lock has been held: it remembers what it saw. For one thread.
public final class LockInspector {

    private record Sight(long acquisitions, long owner, long nanos) {}

    private final MappedPool pool;
    private final Map<Long, Sight> sights = new HashMap<>();

    public LockInspector(MappedPool pool) {
        this.pool = pool;
    }

    /// All mutexes, semaphores, conditions, read-write locks, barriers and latches of the pool, and all other locks that somebody waits
    /// for.
    public List<LockReport> locks() {
        WaitGraph graph = WaitGraph.of(pool);
        TreeSet<Long> offsets = new TreeSet<>();
        graph.waits().stream().filter(wait -> wait.kind() == WaitKind.LOCK || wait.kind() == WaitKind.CHECKED_LOCK)
                .forEach(wait -> offsets.add(wait.lock()));
        for (long unit : LockUnits.all(pool)) {
            addSlots(unit, offsets);
        }
        return reports(offsets, graph);
    }

    /// The lock at an offset, such as one that is part of something else.
    ///
    /// @throws IllegalArgumentException if there cannot be one
    public LockReport lock(long offset) {
        if (!LockSlot.canBeAt(pool, offset)) {
            throw new IllegalArgumentException("offset=" + offset + ": no lock in pool " + pool.name());
        }
        return reports(new TreeSet<>(List.of(offset)), WaitGraph.of(pool)).getFirst();
    }

    private void addSlots(long unit, TreeSet<Long> offsets) {
        for (long offset = unit; offset < LockUnits.end(pool, unit); offset += LockSlot.BYTES) {
            if (LockTable.isLive(LockTable.life(pool, offset)) && !Entries.isPart(pool, offset)) {
                offsets.add(offset);
            }
        }
    }

    private List<LockReport> reports(TreeSet<Long> offsets, WaitGraph graph) {
        LockNames names = LockNames.of(pool);
        Look look = new Look();
        List<LockReport> reports = new ArrayList<>();
        for (long offset : offsets) {
            reports.add(report(offset, names.nameOf(offset), graph, look));
        }
        return reports;
    }

    private LockReport report(long offset, Optional<String> name, WaitGraph graph, Look look) {
        long position = pool.position() + offset;
        SyncKind what = SyncKind.of(LockSlot.kindCode(position));
        return what == null || what == SyncKind.MUTEX ? lockReport(offset, name, graph, look) : otherReport(offset, name, what, graph, look);
    }

    private LockReport lockReport(long offset, Optional<String> name, WaitGraph graph, Look look) {
        long position = pool.position() + offset;
        LockKind kind = LockKind.of(LockSlot.kindCode(position));
        return new LockReport(offset, name, kind == null ? null : SyncKind.MUTEX, kind, condition(position, kind == null, look), owner(position),
                heldAtLeast(position, LockSlot.word(position)), LockSlot.acquisitions(position), LockSlot.recursion(position),
                waiters(offset, graph), List.of(), OptionalLong.empty(), OptionalLong.empty());
    }

    private LockReport otherReport(long offset, Optional<String> name, SyncKind what, WaitGraph graph, Look look) {
        long position = pool.position() + offset;
        Entries entries = new Entries(pool, offset, LockSlot.tag(position));
        List<Party> holders = holders(entries, what, look);
        boolean hasState = what != SyncKind.CONDITION && what != SyncKind.READ_WRITE_LOCK;
        long state = hasState ? entries.data(0) : 0;
        long limit = what == SyncKind.PROTECTED_SEMAPHORE ? state : what == SyncKind.BARRIER ? entries.data(1) : -1;
        boolean isLock = what == SyncKind.READ_WRITE_LOCK;
        return new LockReport(offset, name, what, null, condition(position, state < 0, look), isLock ? owner(position) : Optional.empty(),
                isLock ? heldAtLeast(position, LockSlot.word(position)) : Duration.ZERO,
                what == SyncKind.BARRIER ? state : isLock ? LockSlot.acquisitions(position) : 0, 0,
                what == SyncKind.CONDITION ? atCondition(offset, entries, graph) : waiters(offset, graph), holders,
                value(what, state, limit, holders.size()), limit < 0 ? OptionalLong.empty() : OptionalLong.of(limit));
    }

    private static OptionalLong value(SyncKind what, long state, long limit, int holders) {
        return switch (what) {
            case SEMAPHORE, LATCH -> OptionalLong.of(Math.max(0, state));
            case PROTECTED_SEMAPHORE -> OptionalLong.of(Math.max(0, limit - holders));
            case BARRIER, READ_WRITE_LOCK -> OptionalLong.of(holders);
            case CONDITION, MUTEX -> OptionalLong.empty();
        };
    }

    /// The living whose entries count, as often as they have one.
    private List<Party> holders(Entries entries, SyncKind what, Look look) {
        List<Party> holders = new ArrayList<>();
        long state = what == SyncKind.BARRIER ? Barrier.sort(entries.data(0)) : Entries.HELD;
        int count = what == SyncKind.CONDITION ? 0 : entries.count();
        for (int i = 0; i < count; i++) {
            long word = entries.get(i);
            if (Entries.state(word) == state && entries.isOurs(word) && !look.isOwnerDead(pool, Entries.owner(word))) {
                holders.add(Party.of(pool, LockWord.ownerIndex(word), LockWord.ownerIncarnation(word)));
            }
        }
        return holders;
    }

    /// The threads that wait at a condition, and those that wait there without being blocked.
    private List<Waiter> atCondition(long offset, Entries entries, WaitGraph graph) {
        List<Waiter> waiters = new ArrayList<>(waiters(offset, graph));
        int count = entries.count();
        for (int i = 0; i < count; i++) {
            long word = entries.get(i);
            boolean waits = entries.isOurs(word) && (Entries.state(word) == Entries.WAITING || Entries.state(word) == Entries.ASLEEP);
            Party who = waits ? Party.of(pool, LockWord.ownerIndex(word), LockWord.ownerIncarnation(word)) : null;
            if (waits && (who.thread().equals(AsyncWaits.THREAD) || waiters.stream().noneMatch(waiter -> waiter.who().equals(who)))) {
                waiters.add(new Waiter(who, Duration.ZERO, false, ""));
            }
        }
        return waiters;
    }

    private Optional<Party> owner(long position) {
        long word = LockSlot.word(position);
        return LockWord.isHeld(word) ? Optional.of(Party.of(pool, LockWord.ownerIndex(word), LockWord.ownerIncarnation(word))) : Optional.empty();
    }

    private Condition condition(long position, boolean damaged, Look look) {
        long word = LockSlot.word(position);
        return damaged || !LockWord.isPossible(word) ? Condition.DAMAGED : condition(word, look);
    }

    private Condition condition(long word, Look look) {
        if (look.isOwnerDead(pool, word)) {
            return Condition.OWNER_DEAD;
        }
        if (LockWord.has(word, LockWord.RETIRING)) {
            return Condition.RETIRING;
        }
        if (LockWord.isHeld(word)) {
            return LockWord.has(word, LockWord.RECOVERING) ? Condition.RECOVERING : Condition.HELD;
        }
        if (LockWord.has(word, LockWord.ABANDONED)) {
            return Condition.ABANDONED;
        }
        return LockWord.has(word, LockWord.RECOVERING) ? Condition.RECOVERY_DUE : Condition.FREE;
    }

    private Duration heldAtLeast(long position, long word) {
        if (!LockWord.isHeld(word)) {
            sights.remove(position);
            return Duration.ZERO;
        }
        long now = System.nanoTime();
        long acquisitions = LockSlot.acquisitions(position);
        Sight sight = sights.merge(position, new Sight(acquisitions, LockWord.owner(word), now),
                (old, fresh) -> old.acquisitions == fresh.acquisitions && old.owner == fresh.owner ? old : fresh);
        long stamped = TimeUnit.MILLISECONDS.toNanos(Observation.millis(position));
        return Duration.ofNanos(Math.max(now - sight.nanos, stamped));
    }

    private static List<Waiter> waiters(long offset, WaitGraph graph) {
        return graph.waits().stream().filter(wait -> wait.lock() == offset)
                .map(wait -> new Waiter(wait.waiter(), wait.since(), wait.hasDeadline(), wait.line()))
                .sorted(Comparator.comparing(Waiter::since).reversed()).toList();
    }
}
