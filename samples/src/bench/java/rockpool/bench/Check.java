package rockpool.bench;

import java.util.Objects;

/// Checks of results, made before anything is timed.
public final class Check {

    private Check() {}

    /// Ends the group with a message if the result is not the right one.
    public static void equal(String what, Object expected, Object found) {
        if (!Objects.equals(expected, found)) {
            throw new IllegalStateException("wrong result of " + what + ": expected=" + expected + " found=" + found);
        }
    }
}
