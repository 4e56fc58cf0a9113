package rockpool.engine.heap;

/// A heap's descriptor: 1 KiB in a unit of class `HEAPS`. Its number in the pool, the **heap id** that unit and page words name as owner,
/// follows from where it lies.
///
/// | offset | size | field | who writes it, access |
/// |---:|---:|---|---|
/// | 0 | 64 | lock slot | as `rockpool.engine.sync` says |
/// | 64 | 8 | state (8) · 0 (8) · incarnation (48), a number of the whole pool | holder of the directory's lock, release |
/// | 72 | 8 | root: value word | writer, release |
/// | 80 | 8 | version: odd while an existing field is overwritten | writer, opaque/release |
/// | 88 | 8 | sweep epoch: advanced before blocks are freed | writer, release |
/// | 96 | 8 | whether it may be in use: [rockpool.engine.pool.UseWord] | as said there, compare-and-set |
/// | 104 | 8 | marked: epoch at which the last finished mark began, of the pool's [rockpool.engine.pool.Reclaimer]; 0 while no handle was ever stored in it | writer, volatile |
/// | 112 | 8 | epoch at which the mark under way began | writer |
/// | 128 | 8 | last writer: identity of the process that wrote last | writer |
/// | 136 | 8 | next serial that nobody has reserved | writer |
/// | 144 | 8 | bytes used since the last collection, and live in it | writer, now and then |
/// | 152 | 8 | area version: advanced when pages or units come or go | writer |
/// | 160 | 8 | overhead in thousandths | writer |
/// | 168 | 8 | threshold: bytes used at which a collection begins | writer |
/// | 184 | 8 | 1 while a slice of marking is under way | writer |
/// | 192 | 8 | collector's phase | writer |
/// | 200 | 8 | cycle number | writer |
/// | 208 | 8 | dirty: 1 grey blocks may lie before the cursor, 2 the roots are not all grey yet, 3 the marks are worthless | writer |
/// | 216 | 8 | cursor of the pass over the heap's areas: the next area key | writer |
/// | 224 | 8 | live bytes after the last run | writer |
/// | 232 | 8 | live bytes found by the sweep so far | writer |
/// | 240 | 8 | bytes freed by the sweep so far | writer |
/// | 248 | 8 | nanoseconds of the run so far | writer |
/// | 256 | 8 | slices of the run so far | writer |
/// | 264 | 8 | pinned blocks among its roots | writer |
/// | 272 | 8 | used when the sweep began | writer |
/// | 280 | 8 | block of words that is half scanned | writer |
/// | 288 | 8 | its next index | writer |
/// | 296 | 8 | finished runs | writer |
/// | 304 | 8 | reason of the run (index) | writer |
/// | 312 | 8 | bytes that the run has given back to the pool | writer |
/// | 320 | 8 | name's length, then up to 63 bytes | creator |
/// | 392 | 8 | log: number of entries if committed, else 0: the commit mark | writer, release |
/// | 400 | 8 | log: first overflow unit + 1, 0 for none | writer |
/// | 408 | 8 | kept root: the root while somebody makes sure that nothing is pinned, to destroy the heap; 0 otherwise | writer |
/// | 416 | 96 | reserved | |
/// | 512 | 512 | log: 32 entries of 16 bytes | writer |
///
/// "Writer" is who holds the heap's lock. A descriptor is valid if and only if its state is `LIVE`. A creator that dies leaves
/// `CREATING`, which the next holder of the directory's lock makes `FREE`; `DESTROYING` it finishes. Where a writer may die and what that
/// leaves is said at [RedoLog] and [Collector].
final class HeapLayout {

    static final int SIZE = 1024;
    static final int PER_UNIT = 64;

    static final int LOCK = 0;
    static final int STATE = LOCK + 64;
    static final int ROOT = STATE + 8;
    static final int VERSION = ROOT + 8;
    static final int SWEEP_EPOCH = VERSION + 8;

    static final int USE = SWEEP_EPOCH + 8;
    static final int MARKED = USE + 8;
    static final int MARK_BEGAN = MARKED + 8;

    static final int LAST_WRITER = 128;
    static final int SERIAL = LAST_WRITER + 8;
    static final int USED = SERIAL + 8;
    static final int AREA_VERSION = USED + 8;
    static final int OVERHEAD = AREA_VERSION + 8;
    static final int THRESHOLD = OVERHEAD + 8;

    static final int PHASE = 192;
    static final int CYCLE = PHASE + 8;
    static final int DIRTY = CYCLE + 8;
    static final int CURSOR = DIRTY + 8;
    static final int LIVE = CURSOR + 8;
    static final int SWEPT_LIVE = LIVE + 8;
    static final int SWEPT_FREED = SWEPT_LIVE + 8;
    static final int RUN_NANOS = SWEPT_FREED + 8;
    static final int RUN_SLICES = RUN_NANOS + 8;
    static final int RUN_PINNED = RUN_SLICES + 8;
    static final int USED_AT_SWEEP = RUN_PINNED + 8;
    static final int SCAN_BLOCK = USED_AT_SWEEP + 8;
    static final int SCAN_INDEX = SCAN_BLOCK + 8;
    static final int RUNS = SCAN_INDEX + 8;
    static final int RUN_REASON = RUNS + 8;

    static final int RUN_RELEASED = RUN_REASON + 8;

    static final int SLICE_OPEN = 184;

    static final int NAME_LENGTH = 320;
    static final int NAME = NAME_LENGTH + 8;
    static final int MOST_NAME_BYTES = 63;

    static final int LOG_COUNT = 392;
    static final int LOG_OVERFLOW = LOG_COUNT + 8;
    static final int KEPT_ROOT = LOG_OVERFLOW + 8;
    static final int LOG = 512;
    static final int LOG_ENTRY = 16;
    static final int LOG_ENTRIES = (SIZE - LOG) / LOG_ENTRY;

    static final int FREE = 0;
    static final int CREATING = 1;
    static final int LIVE_STATE = 2;
    static final int DESTROYING = 3;

    static final int IDLE = 0;
    static final int MARKING = 1;
    static final int SWEEPING = 2;
    static final int CLEARING = 3;

    private HeapLayout() {}

    static long state(int state, long incarnation) {
        return state | incarnation << 16;
    }

    static int stateOf(long word) {
        return (int) word & 0xFF;
    }

    static long incarnationOf(long word) {
        return word >>> 16;
    }
}
