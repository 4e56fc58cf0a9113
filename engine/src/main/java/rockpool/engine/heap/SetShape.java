package rockpool.engine.heap;

import java.util.Collections;
import java.util.Comparator;
import java.util.Set;
import java.util.SortedSet;

/// The shape of every class of sets. Elements lie in the order in which the set has them.
final class SetShape extends Shape {

    SetShape(Class<?> type) {
        super(type);
    }

    @Override
    long word(Object value, CopyIn in) {
        long known = in.seen(value);
        if (known != 0) {
            return known;
        }
        boolean sorted = value instanceof SortedSet<?>;
        boolean reversed = value instanceof SortedSet<?> set && isReversed(value, set.comparator());
        Object[] elements = ((Set<?>) value).toArray();
        int kind = reversed ? Kind.REVERSED_SET : sorted ? Kind.SORTED_SET : Kind.SET;
        long block = in.allocate(Types.builtIn(kind), elements.length, (long) elements.length * Long.BYTES);
        in.remember(value, block);
        in.fill(this, elements, block);
        return block;
    }

    /// Whether an order is the reverse of the natural one.
    ///
    /// @throws RefusedShape.Refusal if it is neither of the two
    static boolean isReversed(Object value, Comparator<?> comparator) {
        if (comparator == null || comparator == Comparator.naturalOrder()) {
            return false;
        }
        if (comparator != Collections.reverseOrder()) {
            throw new RefusedShape.Refusal(value,
                " with a comparator of its own; use natural or reverse order, or a LinkedHash collection");
        }
        return true;
    }

    @Override
    void fill(Object elements, long position, CopyIn in) {
        in.words((Object[]) elements, position);
    }
}
