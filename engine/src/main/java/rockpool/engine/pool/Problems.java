package rockpool.engine.pool;

import java.util.ArrayList;
import java.util.List;

/// Collects what a verifier finds. A check that fails by an exception is one more finding.
public final class Problems {

    private static final int MOST = 1000;

    private final List<Problem> found = new ArrayList<>();

    /// Nothing found yet.
    public Problems() {}

    public List<Problem> found() {
        return List.copyOf(found);
    }

    public void add(String place, Object expected, Object found) {
        if (this.found.size() < MOST) {
            this.found.add(new Problem(place, String.valueOf(expected), String.valueOf(found)));
        }
    }

    /// Adds a finding unless it is so.
    ///
    /// @return whether it is so
    public boolean require(boolean so, String place, Object expected, Object found) {
        if (!so) {
            add(place, expected, found);
        }
        return so;
    }

    /// Runs a check that may meet anything.
    public void guarded(String place, Runnable check) {
        try {
            check.run();
        } catch (PoolDamagedException e) {
            add(e.place(), e.expected(), e.found());
        } catch (RuntimeException | InternalError e) {
            // Memory that is mapped, but that the system has none for, is an InternalError.
            add(place, "readable", e);
        }
    }
}
