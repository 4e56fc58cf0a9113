package rockpool.bench;

import java.util.List;
import rockpool.bench.rows.ConsoleRows;

/// All rows, and what each has to reach.
final class Catalog {

    private static final String CONSOLE = "The console beside jshell, and processes that have nothing to do";

    private Catalog() {}

    static List<GroupPlan> groups() {
        return List.of(console());
    }

    static List<String> keys() {
        return groups().stream().flatMap(group -> group.keys().stream()).toList();
    }

    private static GroupPlan console() {
        return new GroupPlan(CONSOLE, ConsoleRows.class, null, List.of(), List.of(
                besideJshell("console.prompt", "start to prompt", 300),
                besideJshell("console.first", "start to the first snippet's result", 600),
                besideJshell("console.script", "a script of one line, start to exit", 600)));
    }

    private static Row besideJshell(String key, String title, double milliseconds) {
        return new Row(key, title, "ms", Row.peerOf(key), Target.atMost(milliseconds));
    }

}
