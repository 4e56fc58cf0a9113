package rockpool.shell.console;

/// Whether something runs that Ctrl-C is to end, and how often it was asked to.
///
/// What runs may be nested: a command that evaluates snippets is one activity. For any thread.
final class Activity {

    enum Asked { NOTHING_RUNS, FIRST, AGAIN }

    private int depth;
    private long number;
    private boolean asked;

    synchronized void begin() {
        if (depth++ == 0) {
            asked = false;
            number++;
        }
    }

    /// Which activity runs, 0 if none.
    synchronized long number() {
        return depth == 0 ? 0 : number;
    }

    /// Ends an activity. An interrupt that came for the outermost one is spent with it.
    synchronized void end() {
        if (--depth == 0) {
            Thread.interrupted();
        }
    }

    synchronized Asked interrupt() {
        if (depth == 0) {
            return Asked.NOTHING_RUNS;
        }
        Asked answer = asked ? Asked.AGAIN : Asked.FIRST;
        asked = true;
        return answer;
    }
}
