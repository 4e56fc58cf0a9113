package rockpool.samples;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// What `scripts/rockpool sample` runs: one of the programs, by its name.
public final class Samples {

    private static final int MISUSED = 2;

    /// A program's main method.
    @FunctionalInterface
    private interface Program {
        void main(String[] arguments) throws Exception;
    }

    private static final Map<String, Program> PROGRAMS = new LinkedHashMap<>();

    static {
        PROGRAMS.put("create_join", CreateJoin::main);
        PROGRAMS.put("chameneos", Chameneos::main);
        PROGRAMS.put("pipeline", Pipeline::main);
        PROGRAMS.put("nqueens", NQueens::main);
    }

    private Samples() {}

    /// @param words the program's name and its arguments
    public static void main(String[] words) throws Exception {
        Program program = words.length == 0 ? null : PROGRAMS.get(words[0]);
        if (program == null) {
            System.err.println((words.length == 0 ? "Which sample?" : "sample=" + words[0] + ": there is none.") + " There are: "
                    + String.join(", ", PROGRAMS.keySet()));
            System.exit(MISUSED);
            return;
        }
        try {
            program.main(Arrays.copyOfRange(words, 1, words.length));
        } catch (IllegalArgumentException e) {
            System.err.println(words[0] + ": " + e.getMessage());
            System.exit(MISUSED);
        }
    }
}
