package rockpool.engine.litmus;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import rockpool.engine.pool.Pool;

/// All races, with the outcomes that are allowed.
final class Races {

    private static final String ONE = "one of the two";

    /// Makes a side's part of a race.
    interface Maker {

        /// @param words the position of words of the race's own, 64 bytes apart
        /// @param side 0 makes what both meet at, 1 finds it
        Race make(Pool pool, long words, int side);
    }

    /// A race, and which outcomes are allowed.
    record Entry(Maker maker, Set<String> allowed) {}

    private Races() {}

    /// By name. Each is of operations as the engine has them; the first is what they are built on.
    static Map<String, Entry> all() {
        Map<String, Entry> all = new LinkedHashMap<>();
        all.put("announce and look, with a fence", new Entry((pool, words, side) -> new WordRaces.Announce(words),
                Set.of("0 saw 1", "1 saw 0", "both saw")));
        all.put("a pin and the collector's look", new Entry(WordRaces.PinAndLook::new, Set.of("kept", "gone", "kept for nothing")));
        all.put("use word: touched or doomed", new Entry((pool, words, side) -> new WordRaces.Use(words, true), Set.of(ONE)));
        all.put("use word: shared or doomed", new Entry((pool, words, side) -> new WordRaces.Use(words, false), Set.of(ONE)));
        all.put("two claim units", new Entry(PoolRaces.Claim::new, Set.of("two units")));
        all.put("two take a name", new Entry(PoolRaces.Name::new, Set.of(ONE)));
        all.put("two publish events", new Entry(PoolRaces.Publish::new, Set.of("both whole")));
        all.put("an event is read while it is published", new Entry(PoolRaces.ReadEvent::new, Set.of("not yet", "whole")));
        all.put("mutex: two try", new Entry(SyncRaces.TryMutex::new, Set.of(ONE)));
        all.put("mutex: two add to a plain word", new Entry(SyncRaces.AddTwice::new, Set.of("both")));
        all.put("semaphore: two want the last unit", new Entry((pool, words, side) -> new SyncRaces.LastUnit(pool, side, false), Set.of(ONE)));
        all.put("protected semaphore: two want the last unit", new Entry((pool, words, side) -> new SyncRaces.LastUnit(pool, side, true),
                Set.of(ONE)));
        all.put("semaphore: posted and wanted", new Entry(SyncRaces.PostAndTry::new, Set.of("taken", "left")));
        all.put("read-write lock: one reads, one writes", new Entry(SyncRaces.ReadOrWrite::new, Set.of(ONE, "none")));
        all.put("condition: signalled while it gives up", new Entry(SyncRaces.SignalOrGiveUp::new, Set.of("signalled", "gave up")));
        all.put("latch: two count", new Entry(SyncRaces.CountDown::new, Set.of("open")));
        all.put("barrier: two arrive and do not wait", new Entry(SyncRaces.Arrive::new, Set.of("both meet", "none meets")));
        all.put("reference: read while it is changed", new Entry(ValueRaces.Change::new, Set.of("before", "after")));
        all.put("reference: pinned while it is replaced and collected", new Entry(ValueRaces.Replace::new, Set.of("before", "after")));
        all.put("box: two send to the last slot", new Entry(ValueRaces.LastSlot::new, Set.of(ONE)));
        all.put("box: sent and looked for", new Entry(ValueRaces.SendAndPoll::new, Set.of("received", "not yet")));
        all.put("box: dropped and looked for", new Entry(ValueRaces.DropAndPoll::new, Set.of("old, then new", "new alone")));
        return all;
    }

    /// What must be noticed, each time.
    static Map<String, Entry> broken() {
        return Map.of("a claim in two steps", new Entry((pool, words, side) -> new WordRaces.TwoSteps(words), Set.of(ONE)));
    }

    static String exactlyOne(int zero, int one) {
        return zero + one == 1 ? ONE : zero + one == 0 ? "none" : "both";
    }
}
