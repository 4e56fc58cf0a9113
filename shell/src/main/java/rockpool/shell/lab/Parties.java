package rockpool.shell.lab;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import rockpool.engine.sync.LockReport.Waiter;
import rockpool.engine.sync.Party;
import rockpool.engine.sync.WaitGraph.Wait;
import rockpool.shell.view.Table.Shown;
import rockpool.shell.view.Units;

/// Threads that have something or wait, as cells of tables: a text for people, objects for programs.
final class Parties {

    private Parties() { }

    /// Who has something, as often as they have it.
    static Shown holders(List<Party> holders) {
        Map<String, Long> counts = holders.stream()
                .collect(Collectors.groupingBy(Party::toString, LinkedHashMap::new, Collectors.counting()));
        String text = counts.entrySet().stream().map(one -> one.getKey() + (one.getValue() > 1 ? " (" + one.getValue() + " times)" : ""))
                .collect(Collectors.joining("; "));
        return new Shown(text, holders.stream().map(Parties::json).toList());
    }

    /// Who waits, for how long and from where.
    static Shown waiters(List<Waiter> waiters) {
        return new Shown(waiters.stream().map(Parties::text).collect(Collectors.joining("; ")), waiters.stream()
                .map(waiter -> with(json(waiter.who()), "since", waiter.since().toNanos(), "line", waiter.line())).toList());
    }

    private static String text(Waiter waiter) {
        return waiter.who() + (waiter.since().isZero() ? "" : " for " + Units.time(waiter.since().toNanos()))
                + (waiter.line().isEmpty() ? "" : " in " + waiter.line());
    }

    /// The waits on a cycle, for programs.
    static List<Map<String, Object>> json(Collection<Wait> cycle) {
        return cycle.stream().map(wait -> with(json(wait.waiter()), "pool", wait.pool(), "for", wait.kind(),
                "name", wait.name().orElse("@" + Long.toHexString(wait.lock())), "since", wait.since().toNanos(), "line", wait.line(),
                "owners", wait.owners().stream().map(Parties::json).toList())).toList();
    }

    private static Map<String, Object> json(Party party) {
        return with(new LinkedHashMap<>(), "pid", party.pid(), "process", party.process(), "thread", party.thread());
    }

    private static Map<String, Object> with(Map<String, Object> map, Object... keysAndValues) {
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
