package rockpool.engine.heap;

/// Shows values in place through an interface, and remembers what made the last view: the next one of a value of the same type comes
/// from it. For any thread.
final class Sight {

    // The interface that was asked for, the type of the value, and a view to make others like.
    private record Seen(Class<?> view, TypeDescriptor record, View prototype) {}

    private Seen seen;

    /// @return null if the value is of another type than the last one, or the interface is another one
    private Object asBefore(Class<?> view, Place place) {
        Seen last = seen;
        return last != null && last.view == view && last.record == place.info.descriptor ? last.prototype.of(place) : null;
    }

    private <V> V remember(Class<V> view, Place place, Object made) {
        if (made instanceof View prototype) {
            seen = new Seen(view, place.info.descriptor, prototype);
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
