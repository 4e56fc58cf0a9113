package rockpool.shell.view;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Rows under titles, shown aligned for people or as JSON for programs.
///
/// Numbers stand at the right, everything else at the left; a cell is one line, whatever characters its text has. A [Shown] cell has one
/// form for people and another one for programs.
public final class Table {

    /// A cell that people see otherwise than programs do: `1.5 MiB` and `1572864`.
    public record Shown(String text, Object value) { }

    private static final String GAP = "  ";

    private final List<String> titles;
    private final List<List<Object>> rows = new ArrayList<>();

    public Table(String... titles) {
        this.titles = List.of(titles);
    }

    /// @throws IllegalArgumentException if there are more or fewer cells than titles
    public Table row(Object... cells) {
        if (cells.length != titles.size()) {
            throw new IllegalArgumentException("cells=" + cells.length + ", titles=" + titles.size());
        }
        List<Object> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell == null ? "" : cell);
        }
        rows.add(row);
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /// The table for people, in lines of up to so many characters: titles, then a line a row. If that is too wide, columns that have
    /// nothing in them are left out; if it still is, there is a line for each cell that has something.
    public String text(int most) {
        String wide = text();
        if (rows.isEmpty() || isWithin(most, wide)) {
            return wide;
        }
        Table full = withoutEmptyColumns();
        String narrow = full.text();
        return isWithin(most, narrow) ? narrow : full.upright();
    }

    private static boolean isWithin(int most, String text) {
        return text.lines().allMatch(line -> Printable.width(line) <= most);
    }

    private Table withoutEmptyColumns() {
        List<Integer> kept = IntStream.range(0, titles.size()).filter(column -> rows.stream().anyMatch(row -> !text(row.get(column)).isEmpty()))
                .boxed().toList();
        Table table = new Table(kept.stream().map(titles::get).toArray(String[]::new));
        rows.forEach(row -> table.row(kept.stream().map(row::get).toArray()));
        return table;
    }

    private String upright() {
        int width = titles.stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (List<Object> row : rows) {
            text.append(text.isEmpty() ? "" : "\n\n");
            String before = "";
            for (int column = 0; column < row.size(); column++) {
                String title = titles.get(column);
                if (text(row.get(column)).isEmpty()) {
                    continue;
                }
                text.append(before).append(title).append(" ".repeat(width - title.length())).append(GAP)
                        .append(text(row.get(column)));
                before = "\n";
            }
        }
        return text.toString().lines().map(String::stripTrailing).collect(Collectors.joining("\n"));
    }

    /// The table for people: titles, then a line a row.
    public String text() {
        int[] widths = new int[titles.size()];
        boolean[] atRight = new boolean[widths.length];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = width(column);
            atRight[column] = isAtRight(column);
        }
        StringBuilder text = new StringBuilder();
        line(text, widths, atRight, List.copyOf(titles));
        for (List<Object> row : rows) {
            text.append('\n');
            line(text, widths, atRight, row);
        }
        return text.toString();
    }

    /// The table as a JSON array of objects whose keys are the titles.
    public String json() {
        StringBuilder json = new StringBuilder("[");
        String before = "";
        for (List<Object> row : rows) {
            json.append(before).append(object(row));
            before = ",\n ";
        }
        return json.append(']').toString();
    }

    private String object(List<Object> row) {
        StringBuilder json = new StringBuilder("{");
        for (int column = 0; column < row.size(); column++) {
            Object value = row.get(column) instanceof Shown shown ? shown.value() : row.get(column);
            json.append(column == 0 ? "" : ", ").append(Json.quote(titles.get(column))).append(": ").append(Json.of(value));
        }
        return json.append('}').toString();
    }

    private int width(int column) {
        int width = titles.get(column).length();
        for (List<Object> row : rows) {
            width = Math.max(width, Printable.width(text(row.get(column))));
        }
        return width;
    }

    private static void line(StringBuilder text, int[] widths, boolean[] atRight, List<?> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = text(cells.get(column));
            String space = " ".repeat(widths[column] - Printable.width(cell));
            line.append(column == 0 ? "" : GAP).append(atRight[column] ? space + cell : cell + space);
        }
        text.append(line.toString().stripTrailing());
    }

    /// Whether a column has numbers and nothing else.
    private boolean isAtRight(int column) {
        List<Object> cells = rows.stream().map(row -> row.get(column)).filter(cell -> !text(cell).isEmpty()).toList();
        return !cells.isEmpty() && cells.stream()
                .allMatch(cell -> cell instanceof Number || cell instanceof Shown shown && shown.value() instanceof Number);
    }

    private static String text(Object cell) {
        return Printable.of(cell instanceof Shown shown ? shown.text() : String.valueOf(cell));
    }
}
