package rockpool.engine.heap;

/// The shape of a class without references and without identity.
final class LeafShape extends Shape {

    LeafShape(Class<?> type) {
        super(type);
    }

    @Override
    long word(Object value, CopyIn in) {
        return Leaves.word(value, in);
    }
}
