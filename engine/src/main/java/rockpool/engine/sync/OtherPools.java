package rockpool.engine.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.ObjectKind;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolView;

/// The pools in which the threads on a cycle may wait, beside the one in which the search begins.
final class OtherPools {

    private OtherPools() {}

    /// Searches in a pool and all others that this process has attached; then, if nothing was found there, also in those that it has not.
    /// If one of the others cannot be read, it searches in the pool alone.
    ///
    /// @param wide whether to look at those as well
    static <T> Optional<T> search(Pool pool, boolean wide, Function<List<MappedPool>, Optional<T>> search) {
        List<MappedPool> pools = new ArrayList<>(List.of(pool));
        Pool.open().stream().filter(other -> !isAmong(pools, other.objectName())).forEach(pools::add);
        try {
            Optional<T> found = search.apply(pools);
            return found.isPresent() || !wide ? found : searchViews(pools, search);
        } catch (RuntimeException damagedOrClosed) {
            // What is wrong with another pool does not concern who waits in this one.
            return search.apply(List.of(pool));
        }
    }

    private static <T> Optional<T> searchViews(List<MappedPool> pools, Function<List<MappedPool>, Optional<T>> search) {
        List<PoolView> views = views(pools);
        try {
            pools.addAll(views);
            return views.isEmpty() ? Optional.empty() : search.apply(pools);
        } finally {
            views.forEach(PoolView::close);
        }
    }

    /// Views of all objects of this machine, of every kind, but those that are known.
    static List<PoolView> views(List<? extends MappedPool> known) {
        List<PoolView> views = new ArrayList<>();
        for (ObjectKind kind : ObjectKind.values()) {
            Pool.objects(kind).stream().filter(object -> !isAmong(known, object)).forEach(object -> view(kind, object).ifPresent(views::add));
        }
        return views;
    }

    private static boolean isAmong(List<? extends MappedPool> pools, String object) {
        return pools.stream().anyMatch(pool -> pool.objectName().equals(object));
    }

    private static Optional<PoolView> view(ObjectKind kind, String object) {
        try {
            return Optional.of(Pool.view(kind, object));
        } catch (RuntimeException gone) {
            return Optional.empty();
        }
    }
}
