package rockpool.shell.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import rockpool.engine.sync.LockInspector;
import rockpool.engine.sync.LockReport;

/// What threads meet at, as it is seen in pools that are only looked at.
final class Sightings {

    /// Something in a pool.
    record Seen(String pool, LockReport report) {

        /// What it is called: its name, or where it lies.
        String name() {
            return report.name().orElse("@" + Long.toHexString(report.offset()));
        }
    }

    private Sightings() { }

    /// @param pool null for all
    static List<Seen> of(Lab lab, String pool, Predicate<LockReport> wanted) {
        List<Seen> all = new ArrayList<>();
        lab.forEachView(pool, view -> new LockInspector(view).locks().stream().filter(wanted)
                .forEach(report -> all.add(new Seen(view.name(), report))));
        return all;
    }
}
