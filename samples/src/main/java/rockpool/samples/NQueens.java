package rockpool.samples;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import rockpool.samples.nqueens.Board;
import rockpool.samples.nqueens.OneCollector;
import rockpool.samples.nqueens.Sequential;
import rockpool.samples.nqueens.Tables;
import rockpool.samples.nqueens.TwoCollectors;
import rockpool.samples.nqueens.Way;

/// Puts n queens on a board of n by n so that none attacks another, in all ways that are not turned or reflected ones of each other.
/// Several processes search; the solutions that several of them find are brought together in a way that can be chosen.
///
/// ```sh
/// scripts/rockpool sample nqueens -n 12 -mp
/// ```
///
/// (Answers to Netmulticore's example `nqueens`. There, a process searches for each row of the first queen; here, for each processor.)
public final class NQueens {

    private static final int SIZE = 8;
    private static final Map<String, Way> WAYS = new LinkedHashMap<>();

    static {
        WAYS.put("-seq", new Sequential());
        WAYS.put("-sht", new Tables(1));
        WAYS.put("-sht2", new Tables(2));
        WAYS.put("-mp", new OneCollector());
        WAYS.put("-mp2", new TwoCollectors());
    }

    private NQueens() {}

    /// @param arguments `-n` and the size, 8 if it is left out; and the way: `-seq` in one process, the usual one; `-sht` with a shared
    ///     hash table, `-sht2` with two; `-mp` with messages to one process, `-mp2` with two that filter them before
    public static void main(String[] arguments) throws InterruptedException {
        int size = SIZE;
        String way = WAYS.keySet().iterator().next();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("-n") && i + 1 < arguments.length) {
                size = Arguments.number("n", arguments[++i], 1, Board.LARGEST);
            } else {
                way = arguments[i];
            }
        }
        if (!WAYS.containsKey(way)) {
            throw new IllegalArgumentException("argument=" + way + ": allowed are -n SIZE, " + String.join(", ", WAYS.keySet()));
        }
        System.out.println("Problem size: " + size);
        long began = System.nanoTime();
        System.out.println("Number solutions: " + WAYS.get(way).solve(size));
        System.out.printf(Locale.ROOT, "Time: %.3f%n", (System.nanoTime() - began) / 1e9);
    }
}
