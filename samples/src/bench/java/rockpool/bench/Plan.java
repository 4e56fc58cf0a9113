package rockpool.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The measurements of a group, restricted to the rows that are wanted.
public final class Plan {

    private final Set<String> wanted;
    private final List<Measurement> measurements = new ArrayList<>();

    Plan(Set<String> wanted) {
        this.wanted = wanted;
    }

    /// Whether any of the rows is to be measured.
    public boolean wants(String... keys) {
        for (String key : keys) {
            if (wanted.contains(Row.withoutPeer(key))) {
                return true;
            }
        }
        return false;
    }

    /// Adds a loop for a row, warmed up, if the row is wanted.
    public void loop(String key, Loop.Body body) throws Exception {
        loop(key, 1, body);
    }

    /// Adds a loop each round of which counts as several operations.
    public void loop(String key, int operationsOfRound, Loop.Body body) throws Exception {
        if (wants(key)) {
            Loop loop = Loop.warm(body);
            measurements.add(sink -> sink.accept(key, loop.nanoseconds() / operationsOfRound));
        }
    }

    /// Adds a measurement that counts for several rows.
    public void add(Measurement measurement) {
        measurements.add(measurement);
    }

    void measure(Measurement.Sink sink) throws Exception {
        Measurement.Sink wantedOnly = (key, value) -> {
            if (wants(key)) {
                sink.accept(key, value);
            }
        };
        for (Measurement measurement : measurements) {
            measurement.measure(wantedOnly);
        }
    }
}
