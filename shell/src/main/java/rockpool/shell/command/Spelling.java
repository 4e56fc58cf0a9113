package rockpool.shell.command;

import java.util.Comparator;
import java.util.List;

/// Finds the words that a misspelt one may stand for.
final class Spelling {

    private static final int MOST = 2;

    private Spelling() { }

    /// The words that differ from this one least, if that is not much: by up to two letters that are missing, too many, wrong or exchanged.
    static List<String> near(String word, List<String> known) {
        int most = word.length() <= 4 ? 1 : MOST;
        int least = known.stream().mapToInt(one -> distance(word, one)).min().orElse(Integer.MAX_VALUE);
        return least > most ? List.of()
                : known.stream().filter(one -> distance(word, one) == least).sorted(Comparator.naturalOrder()).limit(3).toList();
    }

    /// How many letters to insert, remove, replace or exchange with the next to get from one word to the other.
    static int distance(String from, String to) {
        int[][] steps = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : cheapest(from, to, i, j, steps);
            }
        }
        return steps[from.length()][to.length()];
    }

    private static int cheapest(String from, String to, int i, int j, int[][] steps) {
        int replaced = steps[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
        boolean exchanged = i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return exchanged ? Math.min(least, 1 + steps[i - 2][j - 2]) : least;
    }
}
