package rockpool.engine.soak;

import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.UnitClass;

/// What the processes say that they have done, and what they have done to shared counters: words in a unit of the pool.
///
/// A place is one process at a time. A row is written by the process of its place alone, so that the successor of one that was killed goes
/// on with its row. A process says that it begins something (`begun`), does it, and says that it is done (`said`): for each death at most
/// one thing is between.
record Tally(Pool pool, long offset) {

    static final int MOST_PLACES = 16;

    /// What is counted for each place.
    enum Deed {
        NORMAL, ERRORCHECK, RECURSIVE, POSTS, TAKES, UNITS, CONSUMED, WRITES, READS, COUNTED_DOWN, CHANGES, MADE, BLOCKING, FAILING, DROPPING, REMOTE, ROUNDS
    }

    /// What all change: counters that a lock guards, and words of the referee.
    enum Common {
        NORMAL, ERRORCHECK, RECURSIVE, TOKENS, CONSUMED, FIRST, SECOND, INSIDE, LAST_GENERATION, OVER, TORN, RECEIVED
    }

    private static final int ROW = 2 * 8 * Deed.values().length;

    static Tally create(Pool pool) {
        long offset = pool.units().offset(pool.units().claim(1, UnitClass.DATA, 0));
        Memory.clear(pool.position() + offset, 1024 + (long) ROW * MOST_PLACES);
        return new Tally(pool, offset);
    }

    private long at(Common what) {
        return pool.position() + offset + 8L * what.ordinal();
    }

    private long begunAt(int place, Deed deed) {
        return pool.position() + offset + 1024 + (long) ROW * place + 16L * deed.ordinal();
    }

    long get(Common what) {
        return Memory.getLongVolatile(at(what));
    }

    void set(Common what, long value) {
        Memory.putLongVolatile(at(what), value);
    }

    long add(Common what, long more) {
        return Memory.getAndAddLong(at(what), more) + more;
    }

    /// The place's process is about to do something.
    ///
    /// @return the how-manieth time, from 1
    long begin(int place, Deed deed) {
        long number = Memory.getLongVolatile(begunAt(place, deed)) + 1;
        Memory.putLongVolatile(begunAt(place, deed), number);
        return number;
    }

    /// It has done it.
    void said(int place, Deed deed) {
        Memory.putLongVolatile(begunAt(place, deed) + 8, saidBy(place, deed) + 1);
    }

    long begunBy(int place, Deed deed) {
        return Memory.getLongVolatile(begunAt(place, deed));
    }

    long saidBy(int place, Deed deed) {
        return Memory.getLongVolatile(begunAt(place, deed) + 8);
    }

    long said(Deed deed) {
        long sum = 0;
        for (int place = 0; place < MOST_PLACES; place++) {
            sum += saidBy(place, deed);
        }
        return sum;
    }
}
