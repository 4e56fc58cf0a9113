package rockpool.engine.sync;

/// What it has been good for to look for something for a moment before a sleep. It belongs to a thing that is waited for.
///
/// Looking is quicker than being woken while both sides run, each on a processor of its own. While they do not, a look in vain only keeps
/// the one that is waited for from its processor. So the more looks in a row have been in vain, the more waits go to sleep at once: none,
/// one, three, up to sixty-three, then one looks again. A look that finds something makes all following waits look.
///
/// Any thread may use it: a race costs no more than a look.
public final class SpinHistory {

    private static final int MOST = 63;

    /// How many waits go to sleep at once after the next look in vain.
    private int price;
    /// How many are still to do so.
    private int owed;

    public SpinHistory() {}

    /// Whether this wait is to look before it sleeps. It then says what came of it.
    public boolean isWorthwhile() {
        if (owed == 0) {
            return true;
        }
        owed--;
        return false;
    }

    /// Says what a look came to.
    ///
    /// @return the same
    public boolean found(boolean something) {
        if (!something) {
            owed = price;
            price = Math.min(2 * price + 1, MOST);
        } else if (price != 0) {
            price = 0;
        }
        return something;
    }
}
