package rockpool.engine.heap;

/// A value that lives in a heap, seen in place: a view, or what [Mutator#add] has copied in. A setter takes it.
///
/// It stands for one block. Once the collector has taken that back, every use of it throws [StaleValueException].
public sealed interface InHeap permits View, ListView, Added {

    /// The heap it lives in; null if it is a part of a message, which lives in none.
    Heap heap();

    /// The value as an ordinary Java value, made new.
    Object copy();

    /// The word that stands for it, for a writer to store.
    ///
    /// @throws StaleValueException if the collector has taken it back or is about to
    /// @throws IllegalArgumentException if it lives in another heap
    long wordFor(Writer writer);
}
