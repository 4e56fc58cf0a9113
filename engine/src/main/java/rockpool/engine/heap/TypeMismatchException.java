package rockpool.engine.heap;

/// A value in a heap, or a message, has a type of the expected name, but of another structure; or another type than expected.
public final class TypeMismatchException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    TypeMismatchException(Object stored, Object expected) {
        this("the heap holds " + stored, "this process expects " + expected, null);
    }

    TypeMismatchException(String stored, String expected, Throwable cause) {
        super(stored + ", " + expected, cause);
    }
}
