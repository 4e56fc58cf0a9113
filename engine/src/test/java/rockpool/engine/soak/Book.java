package rockpool.engine.soak;

/// Two balances whose sum is always 0, and how often they were changed.
record Book(long left, long right, long changes) {

    /// The book in place.
    public interface View {

        long left();

        void left(long value);

        long right();

        void right(long value);

        long changes();

        void changes(long value);
    }
}
