package rockpool.engine.heap;

/// Changes to a heap that happen as a whole or not at all.
///
/// @param <R> the result; it must not be a view of a value that is only reachable inside
@FunctionalInterface
public interface Modification<R> {

    /// Makes the changes. Whatever it throws undoes them.
    R apply(Mutator mutator);
}
