package rockpool.engine.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import rockpool.engine.heap.Change;
import rockpool.engine.heap.Heap;
import rockpool.engine.heap.InHeap;
import rockpool.engine.heap.Key;
import rockpool.engine.heap.Part;
import rockpool.engine.heap.Source;
import rockpool.engine.heap.Structure;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.Names;
import rockpool.engine.pool.Pool;

/// A shared hash table in a heap of its own: keys, each with one value or several, the last one before the others. Answers to
/// Netmulticore's `Netmcore_hashtbl`.
///
/// ```java
/// record Account(String owner, long balance) {}
/// interface AccountView { String owner(); long balance(); void balance(long b); }
///
/// var accounts = SharedHashTable.<String, Account>create(lab, "accounts");
/// accounts.replace("ann", new Account("Ann", 10));
/// accounts.get("ann").balance();                                          // a copy
/// accounts.with("ann", AccountView.class, AccountView::balance);          // pinned; empty if there is no such key
/// accounts.view("ann", AccountView.class).balance();                      // unprotected
/// accounts.asMap().merge("ann", new Account("Ann", 5), (a, b) -> new Account("Ann", a.balance() + b.balance()));
/// ```
///
/// **Keys** are values of any kind that a heap takes, and are equal by structure: see [Key]. Neither a key nor a value is null.
///
/// **Bindings.** [#add] puts a binding before those that the key has, and [#remove] brings the one before it back. Who wants one value a
/// key uses [#replace], or the view as a map, [#asMap].
///
/// **Who may use it**: any thread of any process. Readers take no lock, and see the table before or after a change, never in between. Who
/// changes it takes the heap's lock; an operation whose process dies did not happen. Inside a [Heap#modify] of [#heap] an operation is a
/// part of that. No operation's cost depends on how many keys there are, also while the table grows or shrinks. It shrinks as its keys are
/// removed, once there are fewer than a quarter of those that it has room for; a removal needs no memory for that.
///
/// @param <K> the keys' type
/// @param <V> the values' type
public final class SharedHashTable<K, V> extends SharedStructure {

    private static final StructureKind KIND =
        new StructureKind("SharedHashTable", "sharedhashtable", Names.SHARED_HASH_TABLE, Part.HASH_TABLE, TableBlocks.ROOT_WORDS);

    static {
        Descriptors.register(KIND.inDescriptors(), SharedHashTable::of);
    }

    private final Structure keys;
    private final Class<K> keyType;
    private final Class<V> valueType;

    private SharedHashTable(Structure structure, Class<K> keyType, Class<V> valueType) {
        super(KIND, structure);
        this.keys = structure.of(keyType);
        this.keyType = keyType;
        this.valueType = valueType;
    }

    /// Creates an empty one without a name. It goes by itself when no process has a handle of it any more, none is on its way to one, and
    /// no value in a heap refers to it. Answers to `Netmcore_hashtbl.create`.
    public static <K, V> SharedHashTable<K, V> create(Pool pool) {
        return create(pool, null, null);
    }

    /// Creates an empty one that can be found by its name.
    ///
    /// @param name a Java identifier
    /// @throws IllegalArgumentException if something in the pool has the name
    public static <K, V> SharedHashTable<K, V> create(Pool pool, String name) {
        return create(pool, name, null);
    }

    /// Creates an empty one with a header.
    ///
    /// @param name a Java identifier; null for none
    /// @param header any value that a heap takes
    /// @throws rockpool.engine.heap.NotShareableException if a part of the header cannot live in a heap; then nothing is created
    public static <K, V> SharedHashTable<K, V> create(Pool pool, String name, Object header) {
        return new SharedHashTable<>(KIND.create(pool, name, header, TableBlocks::clear), null, null);
    }

    /// Finds one by its name.
    public static <K, V> Optional<SharedHashTable<K, V>> find(Pool pool, String name) {
        return find(pool, name, null, null);
    }

    /// Finds one by its name.
    ///
    /// @param keys what its keys are taken for: nothing else is put in through this handle, and what is read is checked
    /// @param values the same for its values
    public static <K, V> Optional<SharedHashTable<K, V>> find(Pool pool, String name, Class<K> keys, Class<V> values) {
        return KIND.find(pool, name, values).map(structure -> new SharedHashTable<>(structure, keys, values));
    }

    /// The one that a descriptor names. Answers to `hashtbl_of_descr`.
    ///
    /// @throws IllegalStateException if it was destroyed
    public static <K, V> SharedHashTable<K, V> of(Pool pool, Descriptor descriptor) {
        return new SharedHashTable<>(KIND.at(pool, descriptor), null, null);
    }

    // Changing

    /// Gives a key a binding before those that it has. Answers to `add`.
    ///
    /// @param key not null
    /// @param value not null; one that already lives in this table's heap is not copied
    /// @throws rockpool.engine.heap.NotShareableException if a part of key or value cannot live in a heap; nothing is changed
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if there is no room for it; nothing is changed
    public void add(K key, V value) {
        Key wanted = wanted(key);
        requireValue(value);
        change(change -> {
            edit(change, wanted).add(Values.word(change, value));
            return null;
        });
    }

    /// Puts a value in the place of a key's newest; a key that is not there is added. Answers to `replace`.
    ///
    /// @param key not null
    /// @param value as for [#add]
    public void replace(K key, V value) {
        Key wanted = wanted(key);
        requireValue(value);
        change(change -> {
            put(change, wanted, value);
            return null;
        });
    }

    /// Puts a value in the place of the newest one.
    void put(Change change, Key key, Object value) {
        edit(change, key).put(Values.word(change, value));
    }

    /// Takes a key's newest binding out; the one before it counts again. Answers to `remove`, and says whether there was one.
    ///
    /// @param key not null
    public boolean remove(K key) {
        Key wanted = wanted(key);
        return change(change -> {
            TableEdit edit = edit(change, wanted);
            if (edit.isThere()) {
                edit.unbind();
            }
            return edit.isThere();
        });
    }

    /// Takes everything out but the header. Takes no longer for a large table. Answers to `clear`.
    public void clear() {
        change(change -> {
            TableBlocks.clear(change, structure.root());
            return null;
        });
    }

    /// Runs one operation, which counts when it has returned.
    <R> R change(Function<Change, R> operation) {
        try (Change change = structure.change()) {
            R result = operation.apply(change);
            change.commit();
            return result;
        }
    }

    /// A key as a change sees it.
    TableEdit edit(Change change, Key key) {
        return new TableEdit(change, structure.root(), key);
    }

    /// Whether this handle takes something for a key.
    boolean isKey(Object key) {
        return keyType == null || keyType.isInstance(key) || key instanceof InHeap;
    }

    Key wanted(Object key) {
        Values.require("key", key, keyType);
        return Key.of(key);
    }

    void requireValue(Object value) {
        Values.require("value", value, valueType);
    }

    // Reading

    /// A copy of a key's newest value. Answers to `find_c`.
    ///
    /// @return null if the key is not there
    /// @throws rockpool.engine.heap.TypeMismatchException if it is not what this handle takes values for
    public V get(K key) {
        return get(wanted(key));
    }

    @SuppressWarnings("unchecked")
    V get(Key key) {
        return (V) structure.copy((source, root) -> TableBlocks.value(source, root, key));
    }

    /// Runs a function over a key's newest value in place, which cannot be collected meanwhile. Answers to `find_p`.
    ///
    /// @param view how to see the value: an interface with the components' names ([rockpool.engine.heap.View]),
    ///     [rockpool.engine.heap.StructView], or `List`
    /// @return empty if the key is not there, or the function returns null
    public <W, R> Optional<R> with(K key, Class<W> view, Function<? super W, ? extends R> body) {
        Key wanted = wanted(key);
        return structure.with((source, root) -> TableBlocks.value(source, root, wanted), view, body);
    }

    /// A key's newest value in place. Answers to `find_ro`.
    ///
    /// Once the value has been replaced or removed and the collector has taken it back, each access to the view throws
    /// [rockpool.engine.heap.StaleValueException].
    ///
    /// @return null if the key is not there
    public <W> W view(K key, Class<W> view) {
        Key wanted = wanted(key);
        return structure.view((source, root) -> TableBlocks.value(source, root, wanted), view);
    }

    /// Copies of all values of a key, the newest first, as they were at one moment. Answers to `find_all_c`.
    ///
    /// @return empty if the key is not there
    public List<V> getAll(K key) {
        Key wanted = wanted(key);
        return structure.read((source, root) -> allOf(source, TableBlocks.held(source, root, wanted)));
    }

    @SuppressWarnings("unchecked")
    V valueOf(Source source, long word) {
        return (V) structure.copy(source, word);
    }

    @SuppressWarnings("unchecked")
    K keyOf(Source source, long word) {
        return (K) keys.copy(source, word);
    }

    /// Runs a function over all values of a key in place, the newest first, none of which can be collected meanwhile. Answers to
    /// `find_all_p`.
    ///
    /// @param view as for [#with]
    /// @param body gets an empty list if the key is not there
    public <W, R> R withAll(K key, Class<W> view, Function<? super List<W>, ? extends R> body) {
        Key wanted = wanted(key);
        return structure.pinned((source, root) -> TableBlocks.held(source, root, wanted),
            held -> body.apply(structure.read((source, root) -> TableBindings.views(structure, source, held, view))));
    }

    /// All values of a key in place, the newest first, unprotected as those of [#view]. Answers to `find_all_ro`.
    ///
    /// @return empty if the key is not there
    public <W> List<W> viewAll(K key, Class<W> view) {
        Key wanted = wanted(key);
        return structure.read((source, root) -> TableBindings.views(structure, source, TableBlocks.held(source, root, wanted), view));
    }

    /// Whether a key has a binding. Answers to `mem` and `mem_ro`.
    public boolean containsKey(K key) {
        return contains(wanted(key));
    }

    boolean contains(Key key) {
        return structure.find((source, root) -> TableBlocks.held(source, root, key)) != Structure.ABSENT;
    }

    /// How many bindings there are, older ones included. How many keys, that is the size of [#asMap]. Answers to `length`.
    public long length() {
        return structure.read(TableBlocks::length);
    }

    /// How many keys there are.
    long keyCount() {
        return structure.read(TableBlocks::keys);
    }

    /// Runs an action for copies of all bindings, those of one key together and the newest first. Answers to `iter`.
    ///
    /// The table may be changed meanwhile, also by the action. Then a key is met once if it was there all the time, with its bindings as
    /// they were at one moment; a key that came or went meanwhile is met once or not at all. No lock is held while the action runs. Takes
    /// memory for the bindings of a few keys.
    public void forEach(BiConsumer<? super K, ? super V> action) {
        var walk = TableWalk.of(structure, (source, key, held) -> new Bound<>(keyOf(source, key), allOf(source, held)));
        for (List<Bound<K, V>> step = walk.step(); step != null; step = walk.step()) {
            step.forEach(bound -> bound.values.forEach(value -> action.accept(bound.key, value)));
        }
    }

    private record Bound<K, V>(K key, List<V> values) {}

    private List<V> allOf(Source source, long held) {
        var all = new ArrayList<V>();
        TableBindings.forEach(source, held, word -> all.add(valueOf(source, word)));
        return all;
    }

    /// The table as a map of copies: each key with its newest value.
    ///
    /// - `put`, `replace`, `compute` and `merge` change the newest value; `remove` takes the key out with **all** its bindings. Nulls give
    ///   a [NullPointerException]. What cannot be a key is not there.
    /// - Each method is one atomic change, and a function that is given to it runs once, **inside** that change: readers go on, other
    ///   writers of the table wait, so it has to be short. It may use the table itself. If it throws, or its process dies, nothing has
    ///   changed. A function that waits for another process which changes the table waits for ever.
    /// - `computeIfAbsent` and `putIfAbsent` take no lock if the key is there.
    /// - Iterators, spliterators and streams of `keySet`, `values` and `entrySet` never fail while others change the table, and meet what
    ///   [#forEach] does. `setValue` of an entry replaces the key's newest value.
    /// - `size` counts keys, up to [Integer#MAX_VALUE]; [#length] counts bindings.
    public ConcurrentMap<K, V> asMap() {
        return new TableMap<>(this);
    }

    @Override
    String content() {
        return Pages.count(length(), "binding");
    }
}
