package rockpool.bench;

import java.util.List;

/// A group of rows as the driver sees it.
///
/// @param title    the table that its rows belong to
/// @param type     the class that measures
/// @param original the group of the original's program that measures the same rows, or null
/// @param options  options of Java for its process, beside those of the driver
/// @param rows     the rows, in the order of the table
record GroupPlan(String title, Class<? extends Group> type, String original, List<String> options, List<Row> rows) {

    /// The same group with only those rows that one of the filters names; all rows if there are no filters.
    GroupPlan filtered(List<String> filters) {
        List<Row> kept = rows.stream()
                .filter(row -> filters.isEmpty() || filters.stream().anyMatch(row::matches))
                .toList();
        return new GroupPlan(title, type, original, options, kept);
    }

    List<String> keys() {
        return rows.stream().map(Row::key).toList();
    }
}
