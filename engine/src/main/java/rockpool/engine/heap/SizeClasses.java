package rockpool.engine.heap;

/// The sizes that blocks come in. A block has the size of the smallest class that holds it; what is larger than the largest class gets
/// units of its own.
///
/// Class numbers begin at 1; 0 means that an area has not been laid out yet. In a page of 4 KiB only classes up to 4 KiB occur, in a unit
/// of 64 KiB all. At most a quarter of a block is lost to rounding, but for the few classes that fill a page or unit badly.
final class SizeClasses {

    /// Granules of each class. The larger ones divide a unit's 4096 granules with little left over.
    private static final int[] GRANULES = {
        0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 227, 256, 315, 372, 455, 512,
        585, 682, 819, 1024, 1365, 2048
    };

    /// The number of classes, 0 included.
    static final int COUNT = GRANULES.length;
    /// The class that a unit run of a single large block is marked with.
    static final int LARGE = 63;
    static final int PAGE_GRANULES = 256;
    static final int UNIT_GRANULES = 4096;
    static final int MOST_GRANULES = GRANULES[COUNT - 1];

    private static final byte[] CLASS_OF = new byte[MOST_GRANULES + 1];
    private static final long[][] STARTS = new long[COUNT][UNIT_GRANULES / 64];
    private static final long[][] PAGE_STARTS = new long[COUNT][PAGE_GRANULES / 64];

    static {
        for (int c = 1; c < COUNT; c++) {
            for (int g = GRANULES[c - 1] + 1; g <= GRANULES[c]; g++) {
                CLASS_OF[g] = (byte) c;
            }
            fill(STARTS[c], GRANULES[c], UNIT_GRANULES);
            fill(PAGE_STARTS[c], GRANULES[c], PAGE_GRANULES);
        }
    }

    private SizeClasses() {}

    private static void fill(long[] starts, int granules, int all) {
        for (int g = 0; g + granules <= all; g += granules) {
            starts[g >> 6] |= 1L << g;
        }
    }

    /// The class of a block of so many granules, header included: from 1 to [#MOST_GRANULES].
    static int classOf(int granules) {
        return CLASS_OF[granules];
    }

    static int granules(int sizeClass) {
        return GRANULES[sizeClass];
    }

    static int bytes(int sizeClass) {
        return GRANULES[sizeClass] << Block.GRANULE_SHIFT;
    }

    static boolean fitsPage(int sizeClass) {
        return GRANULES[sizeClass] <= PAGE_GRANULES;
    }

    static boolean isClass(int number) {
        return number > 0 && number < COUNT;
    }

    /// One bit for each granule of a unit at which a block of the class begins.
    static long[] starts(int sizeClass) {
        return STARTS[sizeClass];
    }

    /// The same for a page.
    static long[] pageStarts(int sizeClass) {
        return PAGE_STARTS[sizeClass];
    }
}
