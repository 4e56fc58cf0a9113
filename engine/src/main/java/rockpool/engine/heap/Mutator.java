package rockpool.engine.heap;

/// What a modification changes a heap with.
public final class Mutator {

    private final Writer writer;

    Mutator(Writer writer) {
        this.writer = writer;
    }

    Writer writer() {
        return writer;
    }
}
