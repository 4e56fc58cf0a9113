package rockpool.shell.lab;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import rockpool.engine.pool.Event;
import rockpool.engine.pool.EventKind;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.Participant;
import rockpool.engine.process.ProcessInfo;
import rockpool.shell.session.SessionService;
import rockpool.shell.view.Table;
import rockpool.shell.view.Units;

/// A run of the collector, as its event tells of it.
///
/// @param by who ran it
record Collection(Instant at, String pool, String heap, String by, int pid, long nanos, long live, long freed, long pinned, long slices,
        long unitsGivenBack, String why) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    /// @param processes by whose process id the definition's name is found
    /// @return nothing if the event tells of something else
    static Optional<Collection> of(MappedPool pool, Event event, List<ProcessInfo> processes) {
        if (event.kind() != EventKind.COLLECTION) {
            return Optional.empty();
        }
        var payload = event.payload();
        String by = processes.stream().filter(process -> process.pid() == event.pid()).map(ProcessInfo::name).findFirst()
                .or(() -> pool.participants().list().stream().filter(user -> user.pid() == event.pid()).map(Participant::name).findFirst())
                .map(SessionService::shownName).orElse("");
        return Optional.of(new Collection(event.at(), pool.name(), HeapNames.of(pool, payload.get(0)), by, event.pid(), payload.get(1),
                payload.get(2), payload.get(3), payload.get(4), payload.get(5), payload.get(6), event.text()));
    }

    static Table table() {
        return new Table("at", "pool", "heap", "why", "by", "pid", "took", "live", "freed", "pinned", "slices", "units back");
    }

    void addTo(Table table) {
        table.row(TIME.format(at), pool, heap, why, by, pid, Units.timeCell(nanos), Units.cell(live), Units.cell(freed), pinned, slices,
                unitsGivenBack);
    }

    /// The run in one line.
    String line() {
        return TIME.format(at) + "  gc " + heap + " in " + pool + ": " + Units.time(nanos) + ", live " + Units.size(live) + ", freed "
                + Units.size(freed) + (pinned > 0 ? ", pinned " + pinned : "") + " (" + why + ", by " + (by.isEmpty() ? "" : by + " ")
                + pid + ")";
    }
}
