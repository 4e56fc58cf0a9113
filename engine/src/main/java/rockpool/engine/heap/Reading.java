package rockpool.engine.heap;

/// Reads values while others may change the heap: without a lock first, and with it when that fails too often.
final class Reading {

    private static final int TRIES = 8;

    /// One try to read. It ends with [Source.Torn] if the heap changed under it.
    interface Attempt<R> {
        R read(Source source);
    }

    private Reading() {}

    /// Reads until all that was read belongs together. A thread inside its own modify sees its changes.
    static <R> R read(Heap heap, Attempt<R> attempt) {
        Writer mine = heap.mine();
        if (mine != null) {
            return attempt.read(Source.locked(mine));
        }
        for (int i = 0; i < TRIES; i++) {
            Source source = Source.unprotected(heap);
            if (source.settled()) {
                try {
                    R result = attempt.read(source);
                    source.confirm();
                    return result;
                } catch (Source.Torn e) {
                    Thread.onSpinWait();
                } catch (RuntimeException | OutOfMemoryError e) {
                    rethrowUnlessTorn(source, e);
                }
            }
        }
        return readLocked(heap, attempt);
    }

    /// Reads at a place. In a message there is nobody who changes it; when it is deleted, the last check says so.
    private static <R> R read(Place place, Attempt<R> attempt) {
        return place.isMessage() ? readMessage(place, attempt) : read(place.heap, attempt);
    }

    private static <R> R readMessage(Place place, Attempt<R> attempt) {
        R result;
        try {
            result = attempt.read(place.source());
        } catch (RuntimeException | OutOfMemoryError e) {
            place.check();
            throw e;
        }
        place.check();
        return result;
    }

    /// What is thrown over halves of two values says nothing.
    static void rethrowUnlessTorn(Source source, Throwable thrown) {
        if (!source.torn()) {
            switch (thrown) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new IllegalStateException(thrown);
            }
        }
    }

    static <R> R readLocked(Heap heap, Attempt<R> attempt) {
        Writer writer = heap.lock();
        try {
            R result = attempt.read(Source.locked(writer));
            writer.commit();
            return result;
        } finally {
            writer.close();
        }
    }

    /// A copy of what lies at a place.
    static Object copy(Place place) {
        return read(place, source -> {
            place.check();
            Object copy = new CopyOut(source, false, null).read(place.block, null);
            place.check();
            return copy;
        });
    }

    /// A reference inside a block, seen as is wanted.
    static Object value(Place place, long offset, Wanted wanted) {
        return read(place, source -> {
            long word = source.longAt(place.contents + offset);
            place.check();
            return see(place.heap, place, word, wanted, source);
        });
    }

    /// What a word stands for, seen as is wanted.
    static Object see(Heap heap, long word, Wanted wanted, Source source) {
        return see(heap, null, word, wanted, source);
    }

    /// @param parent the block that the word is in, null if it is in none
    private static Object see(Heap heap, Place parent, long word, Wanted wanted, Source source) {
        if (wanted.inPlace() && Words.isReference(word)) {
            Place place = parent == null ? Place.of(heap, word, source) : parent.at(word, source);
            if (Views.has(place.info)) {
                return Views.of(place, wanted);
            }
        }
        Object copy = new CopyOut(source, false, wanted.type().getClassLoader()).read(word, hint(wanted.type()));
        if (copy != null && !wanted.type().isInstance(copy)) {
            throw new TypeMismatchException(ValueText.show(source, word), TypeNames.of(wanted.type()));
        }
        return copy;
    }

    /// The shape that values of a type have, if there is but one.
    static NamedShape hint(Class<?> type) {
        return (type.isRecord() || type.isEnum() || type.isArray()) && Shape.of(type) instanceof NamedShape shape ? shape : null;
    }
}
