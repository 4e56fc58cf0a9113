package rockpool.engine.data;

import java.util.Optional;
import java.util.function.Function;
import rockpool.engine.heap.Heap;
import rockpool.engine.heap.HeapAccess;
import rockpool.engine.heap.Root;
import rockpool.engine.heap.ValueText;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.Names;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.Shared;

/// A shared variable: one value in a heap of its own, which any process may read and assign. Answers to Netmulticore's `Netmcore_ref`.
///
/// ```java
/// record Account(String owner, long balance) {}
/// interface AccountView { String owner(); long balance(); void balance(long b); }
///
/// var account = Ref.create(lab, "account", new Account("ann", 10));
/// account.get().balance();                                  // a copy
/// account.with(AccountView.class, a -> a.balance());        // pinned
/// account.view(AccountView.class).balance();                // unprotected
/// account.set(new Account("bob", 20));
/// ```
///
/// Any thread of any process may use it. Readers take no lock. Who assigns takes the heap's lock; a process that dies while it assigns
/// leaves the old value or the new one.
///
/// @param <T> the value's type; any that a heap takes
public final class Ref<T> implements Shared {

    private static final String KIND = "ref";
    private static final int SHOWN = 60;

    static {
        Descriptors.register(KIND, (pool, descriptor) -> new Ref<>(HeapAccess.at(pool, descriptor.offset(), descriptor.incarnation()), null));
    }

    private final Root<T> root;

    private Ref(Heap heap, Class<? extends T> type) {
        this.root = Root.of(heap, type);
    }

    /// Creates one without a name. It goes by itself when no process has a handle of it any more, none is on its way to one, and no value
    /// in a heap refers to it.
    ///
    /// @param value may be null
    /// @throws rockpool.engine.heap.NotShareableException if a part of the value cannot live in a heap
    public static <T> Ref<T> create(Pool pool, T value) {
        return create(pool, null, value);
    }

    /// Creates one that can be found by its name. Answers to `Netmcore_ref.sref`.
    ///
    /// @param name a Java identifier
    /// @param value may be null
    /// @throws IllegalArgumentException if something in the pool has the name
    public static <T> Ref<T> create(Pool pool, String name, T value) {
        return new Ref<>(HeapAccess.create(pool, name, Names.REFERENCE, value), null);
    }

    /// Finds one by its name. What it holds is made an instance of a class of this process that has the same name and structure, if the
    /// program has used or offered one; see [rockpool.engine.heap.TypeRegistry].
    public static <T> Optional<Ref<T>> find(Pool pool, String name) {
        return find(pool, name, null);
    }

    /// Finds one by its name.
    ///
    /// @param type what its values are taken for
    public static <T> Optional<Ref<T>> find(Pool pool, String name, Class<T> type) {
        return HeapAccess.find(pool, name, Names.REFERENCE).map(heap -> new Ref<>(heap, type));
    }

    /// Its value as an ordinary Java value, made new. Answers to `deref_c`.
    ///
    /// @throws rockpool.engine.heap.TypeMismatchException if it holds something else than this handle was made for
    public T get() {
        return root.get();
    }

    /// Assigns a value, which is copied in. Answers to `assign`.
    ///
    /// @param value may be null
    /// @throws rockpool.engine.heap.NotShareableException if a part of the value cannot live in a heap; the old value stays
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if there is no room for it; the old value stays
    public void set(T value) {
        root.set(value);
    }

    /// Runs a function over the value in place, which the collector cannot take meanwhile. Answers to `deref_p`.
    ///
    /// @param view how to see the value: an interface with the components' names ([rockpool.engine.heap.View]),
    ///     [rockpool.engine.heap.StructView], or `List`
    public <V, R> R with(Class<V> view, Function<? super V, ? extends R> body) {
        return root.with(view, body);
    }

    /// The value in place. Answers to `deref_ro`.
    ///
    /// Once another value has been assigned and the collector has taken this one back, each access to the view throws
    /// [rockpool.engine.heap.StaleValueException].
    public <V> V view(Class<V> view) {
        return root.view(view);
    }

    /// The heap that it lives in.
    public Heap heap() {
        return root.heap();
    }

    /// Takes it apart, and gives its memory back.
    public void destroy() {
        root.heap().destroy();
    }

    @Override
    public Descriptor descriptor() {
        var heap = root.heap().descriptor();
        return new Descriptor(heap.pool(), KIND, heap.offset(), heap.incarnation());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ref<?> ref && ref.root.heap() == root.heap();
    }

    @Override
    public int hashCode() {
        return root.heap().hashCode();
    }

    /// Its name, if it has one, and its value, shortened: `Ref(account, Account[owner=ann, balance=10])`.
    @Override
    public String toString() {
        return StructureKind.text("Ref", heap(), () -> ValueText.show(heap(), SHOWN));
    }
}
