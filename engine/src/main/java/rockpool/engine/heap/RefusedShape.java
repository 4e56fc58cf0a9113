package rockpool.engine.heap;

/// The shape of a class whose values cannot live in a heap.
final class RefusedShape extends Shape {

    private final String reason;

    RefusedShape(Class<?> type) {
        this(type, "");
    }

    /// @param reason what to say behind the message
    RefusedShape(Class<?> type, String reason) {
        super(type);
        this.reason = reason;
    }

    @Override
    long word(Object value, CopyIn in) {
        throw refusal(value);
    }

    /// What is thrown instead of using a value.
    Refusal refusal(Object value) {
        return new Refusal(value, reason);
    }

    /// Ends a copy. Where the value was is searched for afterwards, see [RefusalPath].
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;
        final transient Object value;
        final String reason;

        Refusal(Object value, String reason) {
            super(null, null, false, false);
            this.value = value;
            this.reason = reason;
        }
    }
}
