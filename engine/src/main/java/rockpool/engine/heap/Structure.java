package rockpool.engine.heap;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolDamagedException;

/// A heap with a shared structure in it: what arrays, matrices, buffers, queues and hash tables are made of.
///
/// The heap's root refers to one block, the structure's **root block**, as long as the structure lives. Its words:
///
/// | word | content | who changes it |
/// |---:|---|---|
/// | 0 | the header, a value of the user's | a change |
/// | 1 … | what the structure needs, see its class | a change |
///
/// All changes are made under the heap's lock, and happen as a whole ([Change]). Readers take no lock: they search, and confirm that no
/// field was overwritten since the search began; when that fails too often, they search with the lock. A writer that dies leaves the state
/// before its change or after it, as the heap's redo log has it.
public final class Structure {

    /// The word that stands for null, and for nothing.
    public static final long NULL = Words.NULL;
    /// Where the header lies in the root block.
    public static final int HEADER = 0;
    private static final int TRIES = 8;

    /// Finds a word in a structure. It may be called several times, and must change nothing but what it found.
    @FunctionalInterface
    public interface Search {

        /// @param root the structure's root block
        /// @return the word that was searched for, or [#ABSENT]
        long find(Source source, long root);
    }

    /// Reads several words of a structure that belong together.
    @FunctionalInterface
    public interface Look<R> {

        /// @param root the structure's root block
        R read(Source source, long root);
    }

    /// What a search returns that found nothing. No word of a value is like it.
    public static final long ABSENT = 2;

    private final Heap heap;
    private final long root;
    private final Class<?> type;
    private final NamedShape hint;
    private final ClassLoader loader;
    private final Sight sight = new Sight();

    private Structure(Heap heap, Part part, Class<?> type) {
        this(heap, root(heap, part), type);
    }

    private Structure(Heap heap, long root, Class<?> type) {
        this.heap = heap;
        this.root = root;
        this.type = type;
        this.hint = type == null ? null : Reading.hint(type);
        this.loader = type == null ? null : type.getClassLoader();
    }

    private static long root(Heap heap, Part part) {
        long root = Reading.read(heap, source -> heap.root());
        boolean isBlock = Words.isReference(root) && heap.isBlock(root);
        TypeInfo found = isBlock ? heap.types().info(Block.typeId(Memory.getLong(heap.base() + root))) : null;
        if (found == part.type) {
            return root;
        }
        throw new PoolDamagedException(heap.toString(), part.type.name(), found == null ? "" + root : found.name());
    }

    /// Creates a structure.
    ///
    /// @param name a Java identifier; null for none
    /// @param kind what it is in the pool's names
    /// @param words of the root block
    /// @param header null for none
    /// @param filling fills in the root block
    /// @param type what its values are taken for; null if the caller does not know
    /// @throws NotShareableException if a part of a value cannot live in a heap; then nothing is created
    /// @throws IllegalArgumentException if something in the pool has the name
    public static Structure create(Pool pool, String name, int kind, Part part, int words, Object header,
            BiConsumer<Change, Long> filling, Class<?> type) {
        offer(type);
        Heap heap = Heaps.create(pool, name, kind, made -> fill(made, part, words, header, filling));
        return new Structure(heap, part, type);
    }

    private static void fill(Heap heap, Part part, int words, Object header, BiConsumer<Change, Long> filling) {
        Writer writer = heap.lock();
        try {
            Change change = writer.change();
            long root = change.allocate(part, words);
            change.put(root, HEADER, change.copyIn(header));
            filling.accept(change, root);
            writer.assignRoot(root);
            writer.commit();
        } finally {
            writer.close();
        }
    }

    /// Finds one by its name.
    ///
    /// @param type what its values are taken for; null if the caller does not know
    public static Optional<Structure> find(Pool pool, String name, int kind, Part part, Class<?> type) {
        offer(type);
        return Heaps.find(pool, name, kind).map(heap -> ifThere(heap, part, type));
    }

    /// @return null if it was destroyed just now
    private static Structure ifThere(Heap heap, Part part, Class<?> type) {
        try {
            return new Structure(heap, part, type);
        } catch (IllegalStateException e) {
            if (heap.isLive()) {
                throw e;
            }
            return null;
        }
    }

    /// The one that a descriptor names.
    ///
    /// @throws IllegalStateException if it was destroyed
    public static Structure at(Pool pool, Descriptor descriptor, Part part) {
        return new Structure(Heaps.at(pool, descriptor.offset(), descriptor.incarnation()), part, null);
    }

    private static void offer(Class<?> type) {
        if (type != null) {
            TypeRegistry.offer(type);
        }
    }

    public Heap heap() {
        return heap;
    }

    /// The same structure, whose values are taken for something else.
    ///
    /// @param type null if the caller does not know
    public Structure of(Class<?> type) {
        offer(type);
        return new Structure(heap, root, type);
    }

    /// A descriptor of a kind, for the structure's handle.
    public Descriptor descriptor(String kind) {
        Descriptor there = heap.descriptor();
        return new Descriptor(there.pool(), kind, there.offset(), there.incarnation());
    }

    // Changing

    /// Takes the heap's lock to change the structure.
    ///
    /// @throws IllegalStateException if it was destroyed
    /// @throws java.util.concurrent.CancellationException if the thread is interrupted while it waits for the lock
    public Change change() {
        return heap.lock().change();
    }

    /// Whether the calling thread is inside a modify of the heap.
    public boolean isBeingChanged() {
        return heap.mine() != null;
    }

    /// The root block.
    public long root() {
        return root;
    }

    // Reading

    /// Reads words that belong together.
    public <R> R read(Look<R> look) {
        return Reading.read(heap, source -> look.read(source, root));
    }

    /// Finds a word. It counts as long as nothing is changed.
    public long find(Search search) {
        return Reading.read(heap, source -> search.find(source, root));
    }

    /// A copy of what a search finds.
    ///
    /// @return null also if it finds nothing
    /// @throws TypeMismatchException if it is not what the caller takes it for
    public Object copy(Search search) {
        return Reading.read(heap, source -> out(source, search.find(source, root)));
    }

    /// A copy of what a word stands for, as a part of a [Look].
    ///
    /// @return null for [#ABSENT]
    public Object copy(Source source, long word) {
        return out(source, word);
    }

    private Object out(Source source, long word) {
        if (word == ABSENT) {
            return null;
        }
        return checked(source, word, Words.isInteger(word) ? (Object) Words.intOf(word) : new CopyOut(source, false, loader).read(word, hint));
    }

    private Object checked(Source source, long word, Object value) {
        if (type != null && value != null && !type.isInstance(value)) {
            throw new TypeMismatchException(ValueText.show(source, word) + " (" + TypeNames.of(value.getClass()) + ")", TypeNames.of(type));
        }
        return value;
    }

    /// Runs a function over what a search finds, in place; it cannot be collected meanwhile.
    ///
    /// @param view how to see it: an interface of the caller's ([View]), [StructView], `List`, or a class to copy to
    /// @param body gets null if the value is null
    /// @return empty if the search finds nothing, or the body returns null
    public <V, R> Optional<R> with(Search search, Class<V> view, Function<? super V, ? extends R> body) {
        return Optional.ofNullable(pinned(search, word -> word == ABSENT ? null : body.apply(seePinned(word, view))));
    }

    /// Runs a function over what a search finds, which cannot be collected meanwhile.
    ///
    /// @param body gets the word, perhaps [#ABSENT]
    public <R> R pinned(Search search, LongFunction<? extends R> body) {
        Actor actor = heap.pool().actor();
        long pin = actor.openPin();
        try {
            return body.apply(pinned(pin, search));
        } finally {
            actor.closePin(pin);
        }
    }

    /// Bytes of a block that is pinned, in place, to be read until an arena is closed.
    public MemorySegment bytes(long block, int from, int count, Arena arena) {
        Source.inspected(heap.pool().region(), heap.types()).check(block, Block.HEADER + (long) from + count);
        return Memory.segment(heap.base() + block + Block.HEADER + from, count, arena, () -> { }).asReadOnly();
    }

    /// Searches, and pins what is found before anybody can unlink and collect it.
    ///
    /// @param pin the position of a pin that the calling thread's actor has opened
    long pinned(long pin, Search search) {
        Writer mine = heap.mine();
        if (mine != null) {
            return pin(pin, search.find(Source.locked(mine), root));
        }
        for (int i = 0; i < TRIES; i++) {
            Source source = Source.unprotected(heap);
            if (source.settled()) {
                try {
                    long word = pin(pin, search.find(source, root));
                    source.confirm();
                    return word;
                } catch (Source.Torn e) {
                    Thread.onSpinWait();
                } catch (RuntimeException e) {
                    Reading.rethrowUnlessTorn(source, e);
                }
            }
        }
        return Reading.readLocked(heap, source -> pin(pin, search.find(source, root)));
    }

    static long pin(long pin, long word) {
        Memory.putLongOpaque(pin, Words.isReference(word) ? word : 0);
        VarHandle.fullFence();
        return word;
    }

    /// What a word stands for, in place, for as long as it is pinned.
    ///
    /// @param view as for [#with]
    public <V> V seePinned(long word, Class<V> view) {
        return sight.seePinned(heap, view, word);
    }

    /// What a search finds, in place and unprotected: once the collector has taken it back, each access throws [StaleValueException].
    ///
    /// @param view as for [#with]
    /// @return null if it finds nothing, too
    public <V> V view(Search search, Class<V> view) {
        return Reading.read(heap, source -> {
            long word = search.find(source, root);
            return word == ABSENT ? null : sight.see(heap, view, word, source);
        });
    }

    /// A walk from block to block, each of which is pinned while the walk is there.
    public Walk walk() {
        return new Walk(this);
    }

    /// What a word stands for, in place and unprotected, as a part of a [Look].
    public <V> V view(Source source, long word, Class<V> view) {
        return sight.see(heap, view, word, source);
    }

    /// What a word stands for as text, as a part of a [Look]. It takes no class of the program.
    ///
    /// @param most characters, roughly
    public static String text(Source source, long word, int most) {
        return ValueText.show(source, word, most);
    }

    // The header

    /// The header: a copy of it for its own class, in place and unprotected for an interface to see it through. A view's setters change one
    /// of its components: `queue.header(LimitsView.class).most(20)`.
    ///
    /// @return null if there is none
    public <V> V header(Class<V> type) {
        return view((source, block) -> source.word(block, HEADER), type);
    }

    /// Runs a function over the header in place, which cannot be collected meanwhile.
    public <V, R> R withHeader(Class<V> view, Function<? super V, ? extends R> body) {
        return this.<V, R>with((source, block) -> source.word(block, HEADER), view, body).orElse(null);
    }

    /// Replaces the header as a whole.
    ///
    /// @throws NotShareableException if a part of it cannot live in a heap; the old one stays
    public void setHeader(Object header) {
        try (Change change = change()) {
            change.put(root, HEADER, change.copyIn(header));
            change.commit();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Structure structure && structure.heap == heap;
    }

    @Override
    public int hashCode() {
        return heap.hashCode();
    }
}
