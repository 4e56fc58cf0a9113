package rockpool.engine.pool;

import rockpool.engine.memory.Memory;

/// The word of an object that says whether it may be in use: eight bytes, changed by compare-and-set alone.
///
/// | value | meaning | set by |
/// |---:|---|---|
/// | 0 | USED: somebody registered may have it, or a value may refer to it | who registers, who shares it, a mark that meets it |
/// | 1 | PRIVATE: no way leads to it but its creator's handle | the creator, before the object is valid |
/// | 2 | KEPT: a way leads to it that nobody follows, such as a value in another pool; it stays until it is destroyed | who made that way |
/// | 3 | DOOMED: it is being taken apart, nobody can have it any more | who takes it apart |
/// | 4 | ENDED: it was destroyed, nobody can have it any more, but its memory stays as long as somebody is registered | who destroys it |
/// | 16 and more | an epoch: nobody was registered when that epoch began | the holder of the reclaimer's lock |
///
/// All depends on one thing: an epoch turns into DOOMED by a compare-and-set, and whoever registers, or meets the object in a heap, turns
/// it into USED by one. So one of the two is first, and the other one knows. A death leaves DOOMED: whoever looks for such objects next
/// goes on.
public final class UseWord {

    public static final long USED = 0;
    public static final long PRIVATE = 1;
    public static final long KEPT = 2;
    public static final long DOOMED = 3;
    public static final long ENDED = 4;
    static final long FIRST_EPOCH = 16;

    private UseWord() {}

    static boolean isEpoch(long use) {
        return use >= FIRST_EPOCH;
    }

    /// Whether nobody can get the object any more.
    public static boolean isOver(long use) {
        return use == DOOMED || use == ENDED;
    }

    /// Whether an object with this word can be taken back as soon as nobody is registered, whatever values say.
    static boolean needsNoMark(long use) {
        return use == PRIVATE || isOver(use);
    }

    /// Says that the object is in use. The caller has registered it, or has met it in a value.
    ///
    /// @return false if it is over
    static boolean touch(long position) {
        long use = Memory.getLongVolatile(position);
        while (isEpoch(use) && !Memory.compareAndSetLong(position, use, USED)) {
            use = Memory.getLongVolatile(position);
        }
        return !isOver(use);
    }

    /// Says that other ways than the creator's handle may lead to it from now on.
    static void share(long position) {
        Memory.compareAndSetLong(position, PRIVATE, USED);
    }

    /// Says that it is to stay until it is destroyed.
    static void keep(long position) {
        long use = Memory.getLongVolatile(position);
        while (!isOver(use) && use != KEPT && !Memory.compareAndSetLong(position, use, KEPT)) {
            use = Memory.getLongVolatile(position);
        }
    }

    /// Says that it was destroyed.
    public static void end(long position) {
        long use = Memory.getLongVolatile(position);
        while (!isOver(use) && !Memory.compareAndSetLong(position, use, ENDED)) {
            use = Memory.getLongVolatile(position);
        }
    }

    /// Takes it from everybody, if it is still as it was when that was decided.
    public static boolean doom(long position, long expected) {
        return Memory.compareAndSetLong(position, expected, DOOMED);
    }
}
