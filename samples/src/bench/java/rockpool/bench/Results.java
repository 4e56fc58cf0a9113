package rockpool.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/// Everything measured in a run, by key. Each measurement is printed to standard error as it comes.
final class Results {

    private final Map<String, Series> series = new LinkedHashMap<>();

    void add(String key, double value) {
        series.computeIfAbsent(key, _ -> new Series()).add(value);
        System.err.println("  " + key + ' ' + Table.number(value));
    }

    /// Adds what a measuring program printed: lines of a key and a value with a tab between them. Other lines are refused.
    void addLine(String line) {
        String[] fields = line.split("\t");
        if (fields.length != 2) {
            throw new IllegalArgumentException("line=" + line + ": a key, a tab and a number are expected");
        }
        add(fields[0], Double.parseDouble(fields[1]));
    }

    /// The repetitions of a key, or null if it was not measured.
    Series of(String key) {
        return key == null ? null : series.get(key);
    }
}
