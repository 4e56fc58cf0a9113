package rockpool.engine.heap;

import rockpool.engine.memory.Memory;
import rockpool.engine.pool.MappedPool;

/// What a heap holds and how its collector is doing, at a moment. Read without a lock, so numbers may be from moments that lie a little
/// apart.
///
/// @param name or an empty one
/// @param offset of its descriptor in the pool, which is also its lock's
/// @param phase of the collector
/// @param usedBytes in blocks, live or not
/// @param capacityBytes of pool memory that it has
/// @param liveBytes that the last run found
/// @param thresholdBytes used at which the next run begins by itself
/// @param overhead garbage that may be there for each byte that is live
/// @param runs of the collector so far
/// @param blocks allocated
public record HeapStats(String name, long offset, Phase phase, long usedBytes, long capacityBytes, long liveBytes, long thresholdBytes,
        double overhead, long runs, long blocks) {

    /// What the collector is doing.
    public enum Phase {
        /// Nothing.
        IDLE,
        /// Finding out what is reachable.
        MARKING,
        /// Taking back what is not.
        SWEEPING,
        /// Making its marks ready for the next run.
        CLEARING;

        private static final Phase[] ALL = values();

        static Phase of(long number) {
            return ALL[Math.clamp(number, 0, ALL.length - 1)];
        }
    }

    /// Reads them. Works on a view that may only look.
    static HeapStats of(MappedPool pool, long offset) {
        long position = pool.position() + offset;
        long[] sums = new long[3];
        HeapAreas.forEach(pool, offset, area -> {
            long allocated = 0;
            for (int i = 0; i < area.words; i++) {
                allocated += Long.bitCount(Memory.getLongOpaque(area.allocated + i * 8L));
            }
            sums[0] += area.bytes;
            sums[1] += allocated * area.blockBytes();
            sums[2] += allocated;
        });
        return new HeapStats(HeapDescriptor.name(position), offset, Phase.of(Memory.getLong(position + HeapLayout.PHASE)), sums[1], sums[0],
                Memory.getLong(position + HeapLayout.LIVE), Memory.getLong(position + HeapLayout.THRESHOLD),
                Memory.getLong(position + HeapLayout.OVERHEAD) / 1000.0, Memory.getLong(position + HeapLayout.RUNS), sums[2]);
    }
}
