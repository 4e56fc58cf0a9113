package rockpool.engine.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import rockpool.engine.heap.Change;
import rockpool.engine.heap.InHeap;
import rockpool.engine.heap.Source;
import rockpool.engine.heap.Structure;
import rockpool.engine.pool.Pool;

/// The elements of an array or a matrix, by one index.
///
/// The root block's words:
///
/// | word | content | who changes it |
/// |---:|---|---|
/// | 0 | the header | see [Structure] |
/// | 1 | how many elements there are, a number | growing; never less than before |
/// | 2, 3 | the tree of the elements' words | setting and growing |
/// | 4, 5 | of a matrix: rows and columns, numbers | nobody after its creation |
///
/// The tree may have words behind the last element; they mean nothing. Each operation is one change of the heap, so it has
/// happened or not, wherever its process died.
final class Cells {

    static final int LENGTH = 1;
    static final int ROWS = 4;
    static final int COLUMNS = 5;
    static final WordTree TREE = new WordTree(2);
    static final int ARRAY_WORDS = 4;
    static final int MATRIX_WORDS = 6;

    /// Fills in the elements of one that is being created.
    interface Filling {
        void fill(Change change, long root);
    }

    private final Structure structure;

    Cells(Structure structure) {
        this.structure = structure;
    }

    /// Makes an array or a matrix.
    static Structure create(StructureKind kind, Pool pool, String name, Object header, long length, Filling filling) {
        return kind.create(pool, name, header, (change, root) -> {
            change.putNumber(root, LENGTH, length);
            TREE.clear(change, root);
            filling.fill(change, root);
        });
    }

    /// One element after the other.
    static Filling each(long length, LongFunction<?> elements) {
        return (change, root) -> TREE.build(change, root, length, index -> Values.word(change, elements.apply(index)));
    }

    /// One value everywhere.
    static Filling same(long length, Object value) {
        return (change, root) -> TREE.fill(change, root, 0, length, Values.word(change, value));
    }

    static long checkLength(String name, long length) {
        if (length < 0 || length > WordTree.MOST) {
            throw new IllegalArgumentException(name + "=" + length + ": from 0 to " + WordTree.MOST);
        }
        return length;
    }

    // Reading

    long length() {
        return structure.read((source, root) -> source.number(root, LENGTH));
    }

    private static long word(Source source, long root, long index) {
        Indexes.require("index", index, source.number(root, LENGTH));
        return TREE.get(source, root, index);
    }

    Object get(long index) {
        return structure.copy((source, root) -> word(source, root, index));
    }

    <V, R> Optional<R> with(long index, Class<V> view, Function<? super V, ? extends R> body) {
        return structure.with((source, root) -> word(source, root, index), view, body);
    }

    <V> V view(long index, Class<V> view) {
        return structure.view((source, root) -> word(source, root, index), view);
    }

    /// The first elements as text.
    String text(int most) {
        return structure.read((source, root) -> {
            var text = new StringBuilder("[");
            long length = source.number(root, LENGTH);
            for (long i = 0; i < length; i++) {
                text.append(i == 0 ? "" : ", ");
                if (text.length() > most) {
                    return text.append("…]").toString();
                }
                text.append(Structure.text(source, TREE.get(source, root, i), most));
            }
            return text.append(']').toString();
        });
    }

    // Changing

    void set(long index, Object value) {
        try (Change change = structure.change()) {
            checkIndex(index, change);
            TREE.put(change, structure.root(), index, Values.word(change, value));
            change.commit();
        }
    }

    private void checkIndex(long index, Change change) {
        Indexes.require("index", index, change.source().number(structure.root(), LENGTH));
    }

    /// Replaces an element by what a function makes of it.
    ///
    /// @param giveNew whether to return the new element rather than the old one
    Object update(long index, UnaryOperator<Object> function, boolean giveNew) {
        try (Change change = structure.change()) {
            Object old = structure.copy(change.source(), word(change.source(), structure.root(), index));
            Object value = function.apply(old);
            TREE.put(change, structure.root(), index, Values.word(change, value));
            change.commit();
            return giveNew && value instanceof InHeap there ? there.copy() : giveNew ? value : old;
        }
    }

    boolean compareAndSet(long index, Object expected, Object value) {
        try (Change change = structure.change()) {
            boolean same = Objects.deepEquals(structure.copy(change.source(), word(change.source(), structure.root(), index)), expected);
            if (same) {
                TREE.put(change, structure.root(), index, Values.word(change, value));
            }
            change.commit();
            return same;
        }
    }

    void grow(long length, Object value) {
        try (Change change = structure.change()) {
            long now = change.source().number(structure.root(), LENGTH);
            if (length > now) {
                TREE.fill(change, structure.root(), now, length, Values.word(change, value));
                change.putNumber(structure.root(), LENGTH, length);
            }
            change.commit();
        }
    }

    /// Puts the elements from one index up to another in order, as a whole. The values stay where they are, their words move.
    void sort(long from, long to, Comparator<Object> order) {
        try (Change change = structure.change()) {
            Source source = change.source();
            long root = structure.root();
            Sorted[] sorted = new Sorted[Math.toIntExact(to - from)];
            for (int i = 0; i < sorted.length; i++) {
                long word = word(source, root, from + i);
                sorted[i] = new Sorted(word, structure.copy(source, word));
            }
            Arrays.sort(sorted, (a, b) -> order.compare(a.value, b.value));
            if (sorted.length == source.number(root, LENGTH)) {
                TREE.build(change, root, sorted.length, i -> sorted[(int) i].word);
            } else {
                for (int i = 0; i < sorted.length; i++) {
                    TREE.put(change, root, from + i, sorted[i].word);
                }
            }
            change.commit();
        }
    }

    private record Sorted(long word, Object value) {}
}
