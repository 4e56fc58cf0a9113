package rockpool.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Draws what operations cost with more and more elements: a picture for each, ours as a line, Java's own structure as a broken one. Both
/// axes are logarithmic.
final class GrowthPlot {

    private static final String[] SIZES = {"1k", "100k", "10m"};
    private static final String[] LABELS = {"1,000", "100,000", "10,000,000"};
    private static final int COLUMNS = 2;
    private static final int WIDTH = 360;
    private static final int HEIGHT = 220;
    private static final int LEFT = 56;
    private static final int RIGHT = 24;
    private static final int ABOVE = 34;
    private static final int BELOW = 34;
    /// The axis goes from one nanosecond to this power of ten.
    private static final int DECADES = 4;

    private final Results results;
    private final StringBuilder svg = new StringBuilder();

    private GrowthPlot(Results results) {
        this.results = results;
    }

    /// Writes the rows that were measured at all sizes into a file.
    static void write(List<GroupPlan> groups, Results results, Path file) throws IOException {
        List<Row> rows = groups.stream().flatMap(group -> group.rows().stream()).filter(row -> isDrawn(row, results)).toList();
        Files.writeString(file, new GrowthPlot(results).draw(rows));
    }

    private static boolean isDrawn(Row row, Results results) {
        return results.of(row.key() + "." + SIZES[0]) != null;
    }

    private String draw(List<Row> rows) {
        int lines = (rows.size() + COLUMNS - 1) / COLUMNS;
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"11\">%n",
                COLUMNS * WIDTH, lines * HEIGHT + BELOW);
        add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n");
        for (int i = 0; i < rows.size(); i++) {
            add("<g transform=\"translate(%d %d)\">%n", i % COLUMNS * WIDTH, i / COLUMNS * HEIGHT);
            panel(rows.get(i));
            add("</g>%n");
        }
        add("<text x=\"%d\" y=\"%d\" fill=\"#555\">%s</text>%n", LEFT, lines * HEIGHT + 20,
                "nanoseconds an operation, by the number of elements; broken lines: a structure of Java's own in one process");
        return add("</svg>%n").toString();
    }

    private void panel(Row row) {
        add("<text x=\"%d\" y=\"20\" font-weight=\"bold\">%s</text>%n", LEFT, row.title().split(";")[0]);
        for (int decade = 0; decade <= DECADES; decade++) {
            double y = y(Math.pow(10, decade));
            add("<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#ddd\"/>%n", LEFT, y, WIDTH - RIGHT, y);
            add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#555\">%,d</text>%n", LEFT - 6, y + 4, (long) Math.pow(10, decade));
        }
        for (int i = 0; i < SIZES.length; i++) {
            add("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#555\">%s</text>%n", x(i), HEIGHT - BELOW + 16, LABELS[i]);
        }
        line(row.key(), "", "#1f5fa8", "");
        line(row.key(), Row.peerOf(""), "#888", " stroke-dasharray=\"5 4\"");
    }

    private void line(String key, String side, String colour, String dashes) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < SIZES.length; i++) {
            double nanos = results.of(key + "." + SIZES[i] + side).median();
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(i), y(nanos)));
            add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" fill=\"%s\">%s</text>%n", x(i), y(nanos) - 6, colour, Table.number(nanos));
        }
        add("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>%n", points.toString().strip(), colour, dashes);
    }

    private static double x(int size) {
        double inner = WIDTH - LEFT - RIGHT - 40;
        return LEFT + 20 + inner * size / (SIZES.length - 1);
    }

    private static double y(double nanos) {
        double share = Math.clamp(Math.log10(nanos) / DECADES, 0, 1);
        return HEIGHT - BELOW - share * (HEIGHT - ABOVE - BELOW);
    }

    private StringBuilder add(String format, Object... values) {
        return svg.append(String.format(Locale.ROOT, format, values));
    }
}
