package rockpool.engine.heap;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.PoolDamagedException;

/// The types of one pool: what its table describes, and those built in.
///
/// Any thread may use it. The table only grows, so what was once read stays right. Two processes that add the same type at the same
/// moment may both succeed; then it has two ids, which mean the same.
final class Types {

    /// Ids from here on are built in: this plus a [Kind]. They are never in a pool's table.
    static final int FIRST_BUILT_IN = 0xFFFF00;

    private static final TypeInfo[] BUILT_IN = new TypeInfo[0x100];

    static {
        for (int kind = 0; kind <= Kind.LAST; kind++) {
            if (Kind.name(kind) != null) {
                BUILT_IN[kind] = TypeInfo.builtIn(kind);
            }
        }
    }

    // Weak, since an instance leads back to its pool.
    private static final Map<MappedPool, WeakReference<Types>> OPEN = new WeakHashMap<>();

    /// Where the descriptions lie. Ids count from 1.
    interface Table {

        /// A name for messages.
        String place();

        int count();

        byte[] get(int id);

        int add(byte[] description);
    }

    private final Table table;
    private final ConcurrentHashMap<TypeDescriptor, TypeInfo> byDescriptor = new ConcurrentHashMap<>();
    private volatile TypeInfo[] infos = new TypeInfo[16];

    Types(Table table) {
        this.table = table;
    }

    /// The types of a pool, one instance for each, also for one that is only looked at.
    static Types of(MappedPool pool) {
        synchronized (OPEN) {
            var known = OPEN.get(pool);
            var types = known == null ? null : known.get();
            if (types == null) {
                types = new Types(new PoolTable(pool.objectName(), pool.types()));
                OPEN.put(pool, new WeakReference<>(types));
            }
            return types;
        }
    }

    /// @throws PoolDamagedException if there is no type with this id
    static TypeInfo of(MappedPool pool, int id) {
        return of(pool).info(id);
    }

    static TypeInfo builtIn(int kind) {
        return BUILT_IN[kind];
    }

    /// @throws PoolDamagedException if there is no type with this id
    TypeInfo info(int id) {
        TypeInfo[] known = infos;
        if (id < known.length && id > 0 && known[id] != null) {
            return known[id];
        }
        if (id >= FIRST_BUILT_IN && id <= FIRST_BUILT_IN + 0xFF && BUILT_IN[id - FIRST_BUILT_IN] != null) {
            return BUILT_IN[id - FIRST_BUILT_IN];
        }
        return load(id);
    }

    /// The type with a descriptor, which is added to the pool if it has none.
    TypeInfo info(TypeDescriptor descriptor) {
        var known = byDescriptor.get(descriptor);
        return known != null ? known : find(descriptor);
    }

    private synchronized TypeInfo find(TypeDescriptor descriptor) {
        loadAll();
        var known = byDescriptor.get(descriptor);
        return known != null ? known : keep(TypeInfo.of(table.add(descriptor.encode()), descriptor));
    }

    /// Whether the pool's table has a type.
    boolean has(TypeDescriptor descriptor) {
        loadAll();
        return byDescriptor.containsKey(descriptor);
    }

    /// A type in the table that has the name of another, and not its structure; null if there is none.
    TypeDescriptor sameName(TypeDescriptor descriptor) {
        loadAll();
        return byDescriptor.keySet().stream()
            .filter(known -> known != descriptor && known.kind() == descriptor.kind() && known.name().equals(descriptor.name()))
            .findFirst().orElse(null);
    }

    /// A record or enum in the table by its source name; null if there is none.
    TypeDescriptor named(String name) {
        loadAll();
        return byDescriptor.keySet().stream().filter(known -> known.kind() != Kind.ARRAY && known.name().equals(name))
            .findFirst().orElse(null);
    }

    private synchronized void loadAll() {
        for (int id = table.count(); id > 0; id--) {
            info(id);
        }
    }

    private TypeInfo load(int id) {
        if (id < 1 || id > table.count()) {
            throw new PoolDamagedException(table.place() + ", a type id", "1 to " + table.count(), id);
        }
        try {
            return keep(TypeInfo.decode(id, table.get(id)));
        } catch (IllegalArgumentException e) {
            throw new PoolDamagedException(table.place() + ", type " + id, "a description of a type", e.getMessage());
        }
    }

    private synchronized TypeInfo keep(TypeInfo info) {
        if (info.id >= infos.length) {
            infos = Arrays.copyOf(infos, Math.max(info.id + 1, infos.length * 2));
        }
        if (infos[info.id] == null) {
            infos[info.id] = info;
        }
        byDescriptor.putIfAbsent(info.descriptor, infos[info.id]);
        return infos[info.id];
    }
}
