package rockpool.engine.heap;

/// A value in a heap has a type of the expected name, but of another structure; or another type than expected.
public final class TypeMismatchException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    TypeMismatchException(Object stored, Object expected) {
        super("the heap holds " + stored + ", this process expects " + expected);
    }
}
