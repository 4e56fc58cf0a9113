package rockpool.engine.heap;

import java.util.function.Function;
import rockpool.engine.pool.Actor;

/// The one value that a heap's root refers to: read as a copy, pinned or unprotected, and assigned. What shared structures are made of.
///
/// @param <T> what the program takes the value for
public final class Root<T> {

    private static final int PINNED_TRIES = 4;
    private static final int UNPINNED_TRIES = 3;

    private final Heap heap;
    private final Class<?> type;
    private final NamedShape hint;
    private final ClassLoader loader;

    private final Sight sight = new Sight();

    private Root(Heap heap, Class<?> type) {
        this.heap = heap;
        this.type = type;
        this.hint = type == null ? null : Reading.hint(type);
        this.loader = type == null ? null : type.getClassLoader();
    }

    /// @param type what the value has to be an instance of; null if the caller does not know
    public static <T> Root<T> of(Heap heap, Class<? extends T> type) {
        if (type != null) {
            TypeRegistry.offer(type);
        }
        return new Root<>(heap, type);
    }

    public Heap heap() {
        return heap;
    }

    /// The value as an ordinary Java value, made new. Inside a modify of this thread, as that has left it.
    ///
    /// @throws TypeMismatchException if it is not what the caller takes it for
    @SuppressWarnings("unchecked")
    public T get() {
        long word = heap.root();
        if (Words.isInteger(word) && (type == null || type.isInstance(0)) && heap.mine() == null) {
            return (T) (Integer) Words.intOf(word);
        }
        return (T) checked(copy());
    }

    private Object checked(Object value) {
        if (type != null && value != null && !type.isInstance(value)) {
            throw new TypeMismatchException(ValueText.show(heap, 100) + " (" + TypeNames.of(value.getClass()) + ")", TypeNames.of(type));
        }
        return value;
    }

    private Object copy() {
        Writer mine = heap.mine();
        if (mine != null) {
            return copy(Source.locked(mine), mine.root());
        }
        for (int i = 0; i < UNPINNED_TRIES; i++) {
            Source source = Source.unprotected(heap);
            if (source.settled()) {
                try {
                    return copy(source, heap.root());
                } catch (Source.Torn e) {
                    Thread.onSpinWait();
                } catch (RuntimeException | OutOfMemoryError e) {
                    Reading.rethrowUnlessTorn(source, e);
                }
            }
        }
        return copyPinned();
    }

    private Object copy(Source source, long word) {
        return new CopyOut(source, false, loader).read(word, hint);
    }

    /// Collections do not disturb it any more, only overwritten fields do.
    private Object copyPinned() {
        Actor actor = heap.pool().actor();
        for (int i = 0; i < PINNED_TRIES; i++) {
            long pin = actor.openPin();
            Source source = null;
            try {
                source = Source.pinned(heap);
                if (source.settled()) {
                    return copy(source, heap.pinRoot(pin));
                }
            } catch (Source.Torn e) {
                Thread.onSpinWait();
            } catch (RuntimeException | OutOfMemoryError e) {
                Reading.rethrowUnlessTorn(source, e);
            } finally {
                actor.closePin(pin);
            }
        }
        return Reading.readLocked(heap, source -> copy(source, source.through().root()));
    }

    /// Assigns a value, which is copied in. Inside a modify of this thread, as a part of that.
    ///
    /// @throws NotShareableException if a part of it cannot live in a heap; the old value stays
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if there is no room for it; the old value stays
    public void set(T value) {
        Writer writer = heap.lock();
        try {
            writer.assignRoot(CopyIn.copy(writer, value));
            writer.commit();
        } finally {
            writer.close();
        }
    }

    /// Runs a function over the value in place, which cannot be collected meanwhile.
    ///
    /// @param view an interface of the caller's, see [View]; [StructView]; or `List`
    /// @param body gets null if the value is null
    public <V, R> R with(Class<V> view, Function<? super V, ? extends R> body) {
        Actor actor = heap.pool().actor();
        long pin = actor.openPin();
        try {
            return body.apply(see(view, pinned(pin)));
        } finally {
            actor.closePin(pin);
        }
    }

    private long pinned(long pin) {
        Writer mine = heap.mine();
        if (mine != null) {
            return mine.root();
        }
        long word = heap.pinRoot(pin);
        return word != Words.NULL ? word : pinnedAgain(pin);
    }

    /// Null may also mean that the heap is about to be destroyed: who does that has the lock.
    private long pinnedAgain(long pin) {
        if ((heap.version() & 1) != 0) {
            Reading.readLocked(heap, source -> null);
        }
        return heap.pinRoot(pin);
    }

    private <V> V see(Class<V> view, long word) {
        if (!Words.isReference(word)) {
            return view.cast(Reading.see(heap, word, Wanted.of(view), Source.inspected(heap.pool().region(), heap.types())));
        }
        return sight.see(view, new Place(heap, word));
    }

    /// The value in place, unprotected: once the collector has taken it back, each access throws [StaleValueException].
    ///
    /// @param view as for [#with]
    /// @return null if the value is null
    public <V> V view(Class<V> view) {
        Writer mine = heap.mine();
        if (mine != null) {
            return see(view, mine.root());
        }
        return Reading.read(heap, source -> {
            long word = heap.root();
            if (!Words.isReference(word)) {
                return see(view, word);
            }
            return sight.see(view, Place.of(heap, word, source));
        });
    }
}
