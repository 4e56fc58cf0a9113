package rockpool.engine.sync;

/// A short busy wait before a sleep, with pauses that grow. On a machine with one processor there is none.
final class Spin {

    private static final int TURNS = Runtime.getRuntime().availableProcessors() > 1 ? 60 : 0;
    private static final int LONGEST_PAUSE = 16;

    private int turn;

    /// Pauses for a moment.
    ///
    /// @return false if it is time to sleep instead
    boolean again() {
        if (turn == TURNS) {
            return false;
        }
        turn++;
        for (int i = Math.min(turn, LONGEST_PAUSE); i > 0; i--) {
            Thread.onSpinWait();
        }
        return true;
    }
}
