package rockpool.engine.pool;

/// The sizes of a pool's tables. All are fixed when the pool is made.
///
/// @param maximumBytes the most memory for units; rounded up to whole units of 64 KiB
/// @param participants how many processes may use it at once
/// @param actors how many threads of them
/// @param names how many named things it may hold
/// @param events how many of the last events it remembers
public record PoolOptions(long maximumBytes, int participants, int actors, int names, int events) {

    /// The most that one pool may hold: one TiB.
    public static final long MOST_BYTES = 1L << 40;

    /// Tables that fit the size: a pool of 1 MiB spends 84 KiB on them, one of 64 MiB and more 1.5 MiB.
    public static PoolOptions of(long maximumBytes) {
        requireRange("maximumBytes", maximumBytes, 1, MOST_BYTES);
        int units = PoolLayout.unitsFor(maximumBytes);
        return new PoolOptions(maximumBytes, scaled(units, 2, 16, 256), scaled(4L * units, 1, 64, 4096),
                scaled(4L * units, 1, 64, 2048), scaled(units, 1, 64, 1024));
    }

    private static int scaled(long units, int divisor, int least, int most) {
        return Math.clamp(units / divisor, least, most);
    }

    public PoolOptions {
        requireRange("maximumBytes", maximumBytes, 1, MOST_BYTES);
        requireRange("participants", participants, 1, 1 << 12);
        requireRange("actors", actors, 1, 1 << 15);
        requireRange("names", names, 1, 1 << 16);
        requireRange("events", events, 2, 1 << 16);
    }

    private static void requireRange(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + "=" + value + ": allowed are " + least + " to " + most);
        }
    }
}
