// Two components of a shared value change places: no note is copied, and nobody ever sees the same note in both places.

/pool create lab 16m
record Note(String text) {}
record Pair(Note first, Note second) {}
interface NoteView { String text(); }
interface PairView { NoteView first(); void first(NoteView note); NoteView second(); void second(NoteView note); }

var pair = Ref.create(lab, "pair", new Pair(new Note("written first"), new Note("written second")));

pair.heap().modify(m -> {
    PairView both = m.root(PairView.class);
    NoteView first = both.first();
    both.first(both.second());
    both.second(first);
    return null;
});

System.out.println(pair.get());
