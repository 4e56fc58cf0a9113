package rockpool.engine.sync;

import rockpool.engine.pool.Actor;

/// A place to wait at a condition that is kept for one wait after the other. Nobody needs one: it saves looking for a free place, and makes
/// sure that a wait needs no memory of the pool. It may be used by any thread of this process, by one at a time.
///
/// When its process dies, the place is free for others.
public final class WaitEntry implements AutoCloseable {

    private final Condition condition;
    private final long content;
    private final int index;

    /// @param keeper an actor that lives as long as this process has the pool
    WaitEntry(Condition condition, Actor keeper) {
        this.condition = condition;
        this.content = Entries.RESERVED | LockWord.heldBy(keeper);
        this.index = condition.entries.claim(condition.pool, content);
        if (index == Entries.NONE) {
            condition.requireThere();
        }
    }

    /// What the entry is while nobody waits there.
    long content() {
        return content;
    }

    /// @param where any handle of the condition; it need not know of the entry's part yet
    /// @return the index of the entry
    int enter(Condition where, long waiting) {
        if (!where.equals(condition)) {
            throw new IllegalArgumentException("entry of " + condition + ": cannot be used at " + where);
        }
        where.entries.count();
        long word = condition.entries.get(index);
        if (Entries.content(word) != content || !condition.entries.change(index, word, waiting)) {
            throw new IllegalStateException("entry of " + condition + ": somebody waits there, or it is closed");
        }
        return index;
    }

    /// Gives the place back.
    ///
    /// @throws IllegalStateException if somebody waits there
    @Override
    public void close() {
        if (!condition.isThere() || condition.pool.isClosed()) {
            return;
        }
        long word = condition.entries.get(index);
        if (Entries.content(word) == content) {
            condition.entries.change(index, word, Entries.FREE);
        } else if (condition.isWaiting(word)) {
            throw new IllegalStateException("entry of " + condition + ": somebody waits there");
        }
    }
}
