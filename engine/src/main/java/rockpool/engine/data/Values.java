package rockpool.engine.data;

import rockpool.engine.heap.Change;
import rockpool.engine.heap.InHeap;

/// Values on their way into a structure.
final class Values {

    /// Why null is refused, behind the name of what it was given for.
    static final String NULL = "=null: allowed is any value but null";

    private Values() {}

    /// The word that stands for a value: one that lives in the heap already is referred to, any other copied in.
    ///
    /// @throws rockpool.engine.heap.NotShareableException if a part of it cannot live in a heap
    /// @throws IllegalArgumentException if it lives in another heap
    static long word(Change change, Object value) {
        return value instanceof InHeap there ? change.wordOf(there) : change.copyIn(value);
    }

    /// Checks a value before anything is changed.
    ///
    /// @param type what values are taken for, null if the caller does not know
    /// @throws IllegalArgumentException if it is null, or something else
    static void require(String name, Object value, Class<?> type) {
        if (value == null) {
            throw new IllegalArgumentException(name + NULL);
        }
        if (type != null && !type.isInstance(value) && !(value instanceof InHeap)) {
            throw new IllegalArgumentException(name + "=" + value + " (" + value.getClass().getName() + "): allowed is a " + type.getName());
        }
    }
}
