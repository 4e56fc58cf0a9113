package rockpool.engine.inspect;

import java.util.List;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.NoSuchPoolException;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolView;
import rockpool.engine.pool.Problem;
import rockpool.engine.pool.Problems;

/// Checks every invariant of a pool's layout: header, participants, actors, names, events, units and types.
///
/// It needs a pool in which nothing is being changed; who died in a change has to be recovered first. In a pool that is in use a finding
/// may be a change under way: it counts if it is there again on a second look.
public final class PoolVerifier {

    private PoolVerifier() {}

    /// Checks a pool by name through a mapping that can only read.
    ///
    /// @return what is wrong, empty if nothing
    /// @throws NoSuchPoolException if there is no such pool
    public static List<Problem> verify(String name) {
        Problems problems = new Problems();
        problems.guarded(name, () -> {
            try (PoolView view = Pool.view(name)) {
                view.verify(problems);
            }
        });
        return problems.found();
    }

    /// Checks a pool that is mapped already.
    ///
    /// @return what is wrong, empty if nothing
    public static List<Problem> verify(MappedPool pool) {
        Problems problems = new Problems();
        pool.verify(problems);
        return problems.found();
    }
}
