// A modify takes a value out of its place and goes on using it. Inside the modify that is safe, whatever is collected meanwhile. After it the
// value is there only as long as it is pinned; who uses it then is told which collection has taken it.

/pool create lab 16m
record Note(String text) {}
record Pair(Note first, Note second) {}
interface NoteView { String text(); }
interface PairView { NoteView first(); void first(NoteView note); NoteView second(); void second(NoteView note); }

var pair = Ref.create(lab, "pair", new Pair(new Note("written first"), new Note("written second")));
NoteView unlinked = null;
Pin pin = null;

pair.heap().modify(m -> {
    PairView both = m.root(PairView.class);
    unlinked = both.first();
    both.first(m.add(new Note("was second: " + both.second().text()), NoteView.class));
    both.second(m.add(new Note("was first: " + unlinked.text()), NoteView.class));
    pair.heap().gc();
    System.out.println("inside: " + unlinked.text());
    pin = m.pin((InHeap) unlinked);
    return null;
});

pair.heap().gc();
System.out.println("pinned: " + unlinked.text());
pin.close();
pair.heap().gc();
try {
    unlinked.text();
} catch (StaleValueException e) {
    System.out.println(e.getMessage().replaceAll(" at \\d+| \\(mempool_\\w+\\)", ""));
}
System.out.println(pair.get());
