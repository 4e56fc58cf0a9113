package rockpool.engine.box;

/// How an end of a box waits before it goes to sleep: with its eyes on the slots, for some microseconds.
final class Patience {

    /// Of looks, each with a pause. On a machine with one processor there is none.
    static final int TURNS = Runtime.getRuntime().availableProcessors() > 1 ? 600 : 0;
    /// How many slots are looked at in a turn.
    static final int SLOTS = 16;

    private Patience() {}
}
