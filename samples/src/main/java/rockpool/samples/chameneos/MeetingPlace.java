package rockpool.samples.chameneos;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import rockpool.engine.data.LongArray;
import rockpool.engine.pool.Pool;
import rockpool.engine.sync.Semaphore;

/// The place where creatures of several processes meet in pairs, until there have been as many meetings as it was made for.
///
/// One word says how many meetings are left and who is there. Who comes to an empty place puts itself there and waits at a semaphore of its
/// own; who comes next takes that one away, leaves its own looks in the other's cell, and calls it. Both are a single
/// compare-and-set, so nobody ever waits for a lock. A word cannot come back: each meeting counts down.
///
/// @param words first the place's word, then each creature's cell, each in a line of the processors' caches of its own
/// @param calls what the creatures wait at
public record MeetingPlace(LongArray words, List<Semaphore> calls) {

    private static final int PLACE = 0;
    private static final int LINE = 8;
    private static final int NOBODY = 0;
    private static final int LEFT_SHIFT = 16;
    private static final long PRESENT = (1L << LEFT_SHIFT) - 1;

    /// Makes a place in a pool.
    ///
    /// @param creatures how many come there, at most [Visitor#MOST]
    /// @param meetings how many there will be, 0 or more
    public static MeetingPlace create(Pool pool, int creatures, int meetings) {
        LongArray words = LongArray.create(pool, LINE * (1L + creatures));
        words.setVolatile(PLACE, (long) meetings << LEFT_SHIFT);
        return new MeetingPlace(words, Stream.generate(() -> Semaphore.create(pool, 0)).limit(creatures).toList());
    }

    /// Waits for another creature.
    ///
    /// @return the other, nobody if there are no more meetings
    Optional<Visitor> meet(Visitor me) throws InterruptedException {
        while (true) {
            long word = words.getVolatile(PLACE);
            long left = word >>> LEFT_SHIFT;
            int present = (int) (word & PRESENT);
            if (left == 0) {
                return Optional.empty();
            }
            if (present == NOBODY) {
                if (words.compareAndSet(PLACE, word, word | me.code())) {
                    calls.get(me.number()).acquire();
                    return Optional.of(Visitor.of((int) words.getVolatile(cell(me.number()))));
                }
            } else if (words.compareAndSet(PLACE, word, left - 1 << LEFT_SHIFT)) {
                Visitor other = Visitor.of(present);
                words.setVolatile(cell(other.number()), me.code());
                calls.get(other.number()).post();
                return Optional.of(other);
            }
        }
    }

    private static long cell(int number) {
        return LINE * (1L + number);
    }
}
