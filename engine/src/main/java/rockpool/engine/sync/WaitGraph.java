package rockpool.engine.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.PoolView;

/// Who waits for whom in one or several pools, read from outside without the help of those who wait. It needs no more than views of the
/// pools.
///
/// Each wait was so when it was read. A cycle that [#cycles()] gives was so as a whole at one moment.
public final class WaitGraph {

    /// A thread waits for something that others have, or that anybody may bring about.
    ///
    /// @param pool in which it waits
    /// @param kind for what; null if the number in the pool is none
    /// @param lock the offset of what it waits for; the number of the process whose end it waits for
    /// @param name of that
    /// @param owners who has it, or is the one to act; nobody if it has just been given back, or anybody may act
    /// @param since for how long it has waited
    /// @param hasDeadline whether the wait ends by itself
    /// @param line from which it waits, as in a stack trace; empty if not known
    public record Wait(String pool, Party waiter, WaitKind kind, long lock, Optional<String> name, List<Party> owners, Duration since,
            boolean hasDeadline, String line) {

        /// The first of those who have what is waited for.
        public Optional<Party> owner() {
            return owners.stream().findFirst();
        }

        @Override
        public String toString() {
            return waiter + " waits " + millis() + " for " + what() + " " + (kind == WaitKind.JOIN ? lock : name.orElse("at " + lock) + " of pool " + pool)
                    + (line.isEmpty() ? "" : " in " + line)
                    + (owners.isEmpty() ? "" : owners.stream().map(Party::toString).collect(Collectors.joining(" and ", verb(), "")));
        }

        private String millis() {
            return since.toMillis() + " ms";
        }

        private String what() {
            return switch (kind) {
                case SEMAPHORE -> "semaphore";
                case CONDITION -> "condition";
                case READERS -> "the readers of lock";
                case BARRIER -> "barrier";
                case LATCH -> "latch";
                case BOX_FULL -> "room in box";
                case BOX_EMPTY -> "a message in box";
                case JOIN -> "the end of process";
                case LOCK, CHECKED_LOCK -> "lock";
                case null -> "something";
            };
        }

        private String verb() {
            return kind == WaitKind.CONDITION ? ", with a mutex held by " : kind != null && kind.namesThread() ? ", on the part of " : ", held by ";
        }
    }

    private final List<MappedPool> pools;
    private final List<Waiting> all;

    private WaitGraph(List<MappedPool> pools, List<Waiting> all) {
        this.pools = pools;
        this.all = all;
    }

    /// Reads the waits of a pool.
    public static WaitGraph of(MappedPool pool) {
        return of(List.of(pool));
    }

    /// Reads the waits of several pools, between which cycles may lie.
    public static WaitGraph of(Collection<? extends MappedPool> pools) {
        List<Waiting> all = new ArrayList<>();
        pools.forEach(pool -> all.addAll(Deadlock.allOf(pool)));
        return new WaitGraph(List.copyOf(pools), all);
    }

    /// Reads the waits of all pools, boxes and joins of this machine that this user may see, which takes some milliseconds. What is damaged
    /// is left out.
    ///
    /// @param reading what is asked of them; the graph is of no use after it
    public static <T> T ofMachine(Function<WaitGraph, T> reading) {
        List<PoolView> views = OtherPools.views(List.of());
        try {
            return reading.apply(of(views.stream().filter(WaitGraph::isReadable).toList()));
        } finally {
            views.forEach(PoolView::close);
        }
    }

    private static boolean isReadable(PoolView view) {
        try {
            of(view).waits();
            return true;
        } catch (RuntimeException | InternalError damagedOrGone) {
            return false;
        }
    }

    static Wait wait(Waiting wait) {
        return wait(wait, LockNames.of(wait.pool()));
    }

    private static Wait wait(Waiting wait, LockNames names) {
        Duration since = Duration.ofNanos(Math.max(0, System.nanoTime() - wait.actor().waitSince()));
        long offset = wait.actor().waitingFor();
        return new Wait(wait.pool().name(), Party.of(wait.pool(), wait.actor()), wait.kind(), offset, names.nameOf(offset),
                wait.owners(), since, wait.hasDeadline(), wait.actor().line());
    }

    /// All waits.
    public List<Wait> waits() {
        Map<MappedPool, LockNames> names = new IdentityHashMap<>();
        return all.stream().map(wait -> wait(wait, names.computeIfAbsent(wait.pool(), LockNames::of))).toList();
    }

    /// The cycles of waits that none of those on them will ever leave: no wait has a deadline, and nobody on it is dead.
    public List<List<Wait>> cycles() {
        List<List<Wait>> cycles = new ArrayList<>();
        Set<Waiting.Key> seen = new HashSet<>();
        for (Waiting wait : all) {
            if (!seen.contains(wait.waiter())) {
                Deadlock.through(pools, wait.pool(), wait.actor().index(), wait.actor().incarnation()).ifPresent(deadlock -> {
                    seen.addAll(deadlock.threads());
                    cycles.add(deadlock.waits());
                });
            }
        }
        return cycles;
    }
}
