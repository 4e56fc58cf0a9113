package rockpool.engine.heap;

/// Shows values in place through an interface, and remembers what made the last views: the next ones of values of the same types come
/// from them. For any thread.
final class Sight {

    private static final int MOST = 4;

    // The interface that was asked for, the type of the value, and a view to make others like. The last one comes
    // first.
    private record Seen(Class<?> view, TypeDescriptor record, View prototype, int count, Seen before) {}

    private Seen seen;

    /// @return null if no value of its type was seen so of late
    private Object asBefore(Class<?> view, Place place) {
        for (Seen last = seen; last != null; last = last.before) {
            if (last.view == view && last.record == place.info.descriptor) {
                return last.prototype.of(place);
            }
        }
        return null;
    }

    private <V> V remember(Class<V> view, Place place, Object made) {
        if (made instanceof View prototype) {
            Seen others = seen == null || seen.count == MOST ? null : seen;
            seen = new Seen(view, place.info.descriptor, prototype, others == null ? 1 : others.count + 1, others);
        }
        return view.cast(made);
    }

    /// A value that is there: pinned, or just looked for.
    <V> V see(Class<V> view, Place place) {
        Object again = asBefore(view, place);
        return again != null ? view.cast(again) : remember(view, place, Views.of(place, Wanted.of(view)));
    }

    /// What a word stands for, which was loaded after the source was made.
    <V> V see(Heap heap, Class<V> view, long word, Source source) {
        if (Words.isReference(word)) {
            Place place = Place.of(heap, word, source);
            Object again = asBefore(view, place);
            if (again != null) {
                return view.cast(again);
            }
            return remember(view, place, Reading.see(heap, word, Wanted.of(view), source));
        }
        return view.cast(Reading.see(heap, word, Wanted.of(view), source));
    }

    /// What a word stands for, for as long as it is pinned.
    <V> V seePinned(Heap heap, Class<V> view, long word) {
        if (Words.isReference(word)) {
            Place place = new Place(heap, word);
            if (asBefore(view, place) instanceof View again) {
                return view.cast(again);
            }
        }
        return Reading.read(heap, source -> see(heap, view, word, source));
    }
}
