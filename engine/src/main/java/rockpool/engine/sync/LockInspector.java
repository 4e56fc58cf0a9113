package rockpool.engine.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.sync.LockReport.Condition;
import rockpool.engine.sync.LockReport.Waiter;

/// Reads the locks of a pool from outside. It takes none and writes nothing, so it works with a view of a pool in which everything is stuck.
///
/// One that is asked again and again knows better for how long a lock has been held: it remembers what it saw. For one thread.
public final class LockInspector {

    private record Sight(long acquisitions, long owner, long nanos) {}

    private final MappedPool pool;
    private final Map<Long, Sight> sights = new HashMap<>();

    public LockInspector(MappedPool pool) {
        this.pool = pool;
    }

    /// All mutexes of the pool, and all other locks that somebody waits for.
    public List<LockReport> locks() {
        WaitGraph graph = WaitGraph.of(pool);
        TreeSet<Long> offsets = new TreeSet<>();
        graph.waits().forEach(wait -> offsets.add(wait.lock()));
        for (long unit : LockUnits.all(pool)) {
            addMutexes(unit, offsets);
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

    private void addMutexes(long unit, TreeSet<Long> offsets) {
        for (long offset = unit; offset < LockUnits.end(pool, unit); offset += LockSlot.BYTES) {
            if (LockTable.isLive(LockTable.life(pool, offset))) {
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
        long word = LockSlot.word(position);
        LockKind kind = LockKind.of(Memory.getInt(position + LockSlot.KIND));
        Condition condition = kind == null || !LockWord.isPossible(word) ? Condition.DAMAGED : condition(word, look);
        Optional<Party> owner = LockWord.isHeld(word)
                ? Optional.of(Party.of(pool, LockWord.ownerIndex(word), LockWord.ownerIncarnation(word))) : Optional.empty();
        return new LockReport(offset, name, kind, condition, owner, heldAtLeast(position, word), LockSlot.acquisitions(position),
                LockSlot.recursion(position), waiters(offset, graph));
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
                .map(wait -> new Waiter(wait.waiter(), wait.since(), wait.hasDeadline()))
                .sorted(Comparator.comparing(Waiter::since).reversed()).toList();
    }
}
