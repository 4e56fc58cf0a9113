package rockpool.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The results as Markdown: a table for each title, the groups' rows in order.
final class Table {

    private final Results results;
    private final StringBuilder text = new StringBuilder();
    private int held;
    private final List<String> missed = new ArrayList<>();

    Table(Results results) {
        this.results = results;
    }

    static String of(List<GroupPlan> groups, Results results) {
        Table table = new Table(results);
        String title = null;
        for (GroupPlan group : groups) {
            if (!group.title().equals(title)) {
                title = group.title();
                table.begin(title);
            }
            group.rows().forEach(table::add);
        }
        table.end();
        return table.text.toString();
    }

    private void begin(String title) {
        text.append("\n### ").append(title).append("\n\n")
                .append("| operation | Rockpool | peer | ratio | target | |\n")
                .append("|---|---:|---:|---:|---:|---|\n");
    }

    private void add(Row row) {
        Series ours = results.of(row.key());
        Series peer = results.of(row.peer());
        text.append(String.format(Locale.ROOT, "| %s | %s | %s | %s | %s | %s |%n", row.title(), cell(ours, row.unit()),
                cell(peer, row.unit()), ratio(ours, peer), row.target(), verdict(row, ours, peer)));
    }

    private static String cell(Series series, String unit) {
        if (series == null) {
            return "";
        }
        return number(series.median()) + " " + unit + " (" + number(series.least()) + "–" + number(series.greatest()) + ")";
    }

    private static String ratio(Series ours, Series peer) {
        return ours == null || peer == null ? "" : number(ours.median() / peer.median());
    }

    private String verdict(Row row, Series ours, Series peer) {
        if (ours == null) {
            return "not measured";
        }
        if (row.target().kind() == Target.Kind.NONE) {
            return "";
        }
        if (row.target().needsPeer() && peer == null) {
            return "no peer";
        }
        if (row.target().holds(ours, peer)) {
            held++;
            return "held";
        }
        missed.add(row.title());
        return "**missed**";
    }

    private void end() {
        text.append("\nTargets held: ").append(held).append("; missed: ").append(missed.size());
        text.append(missed.isEmpty() ? ".\n" : " (" + String.join("; ", missed) + ").\n");
    }

    static String number(double value) {
        if (value >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : "%.3f", value);
    }
}
