package rockpool.engine.box;

/// What a sender does that finds no free slot. Chosen when the box is made.
public enum WhenFull {
    /// It waits until there is one.
    BLOCK,
    /// It gets a [BoxFullException].
    FAIL,
    /// It takes the slot of the oldest message that the receiver has not been told of; that message is lost. If the receiver has been told
    /// of all, it waits.
    DROP_OLDEST;

    private static final WhenFull[] ALL = values();

    /// @return null for a number that is none
    static WhenFull of(int number) {
        return number < 0 || number >= ALL.length ? null : ALL[number];
    }
}
