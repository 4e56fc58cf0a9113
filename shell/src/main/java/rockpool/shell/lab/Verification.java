package rockpool.shell.lab;

import java.util.ArrayList;
import java.util.List;
import rockpool.engine.inspect.HeapVerifier;
import rockpool.engine.inspect.PoolVerifier;
import rockpool.engine.pool.NoSuchPoolException;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolDamagedException;
import rockpool.engine.pool.PoolView;
import rockpool.engine.pool.Problem;

/// Checks a pool that may be in use: a finding counts if it is there at every look.
final class Verification {

    private static final int LOOKS = 5;
    private static final long PAUSE_MILLIS = 20;

    private Verification() { }

    /// What is wrong with a pool.
    ///
    /// @throws NoSuchPoolException if there is none
    static List<Problem> of(String name) throws InterruptedException {
        try (PoolView view = Pool.view(name)) {
            List<Problem> lasting = look(view);
            for (int i = 1; i < LOOKS && !lasting.isEmpty(); i++) {
                Thread.sleep(PAUSE_MILLIS);
                lasting.retainAll(look(view));
            }
            return lasting;
        } catch (PoolDamagedException e) {
            return List.of(new Problem(e.place(), e.expected(), e.found()));
        }
    }

    private static List<Problem> look(PoolView view) {
        List<Problem> found = new ArrayList<>(PoolVerifier.verify(view));
        found.addAll(HeapVerifier.verify(view));
        return found;
    }
}
