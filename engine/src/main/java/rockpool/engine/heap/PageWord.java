package rockpool.engine.heap;

/// Whose a page of 4 KiB in a unit of class `SMALL` is: owner heap (24) · size class (8) · epoch (32).
///
/// Owner 0 is nobody. An owner with size class 0 has claimed the page and not laid it out yet. The epoch grows by one whenever the page
/// is given back, so that a view which remembers the word sees that the memory has changed hands.
///
/// Only the holder of the directory's lock changes the owner; the owner's writer sets the size class. Each change is one store.
final class PageWord {

    private static final int CLASS_SHIFT = 24;
    private static final int EPOCH_SHIFT = 32;
    private static final long OWNER_MASK = (1L << CLASS_SHIFT) - 1;

    private PageWord() {}

    static long of(int owner, int sizeClass, int epoch) {
        return owner | (long) sizeClass << CLASS_SHIFT | (long) epoch << EPOCH_SHIFT;
    }

    static int owner(long word) {
        return (int) (word & OWNER_MASK);
    }

    static int sizeClass(long word) {
        return (int) (word >>> CLASS_SHIFT) & 0xFF;
    }

    static int epoch(long word) {
        return (int) (word >>> EPOCH_SHIFT);
    }

    static boolean isFree(long word) {
        return owner(word) == 0;
    }
}
