package rockpool.shell.session;

/// Names snippets as jshell does: `1`, `2`, … for what was typed, `s1` for the start-up, `e1` for what failed.
final class SnippetIds {

    private int startup = 1;
    private int main = 1;
    private int failed = 1;
    private boolean starting;

    void starting(boolean on) {
        starting = on;
    }

    /// The name that the next snippet gets if it does not fail.
    String next() {
        return starting ? "s" + startup : Integer.toString(main);
    }

    /// @param good whether the snippet was accepted
    String name(boolean good) {
        if (starting) {
            return "s" + startup++;
        }
        return good ? Integer.toString(main++) : "e" + failed++;
    }
}
