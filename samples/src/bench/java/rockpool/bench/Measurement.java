package rockpool.bench;

/// Takes one repetition of some rows.
@FunctionalInterface
public interface Measurement {

    /// Measures once and tells the sink each row's key and value.
    void measure(Sink sink) throws Exception;

    /// Where values go.
    @FunctionalInterface
    interface Sink {
        void accept(String key, double value);
    }
}
