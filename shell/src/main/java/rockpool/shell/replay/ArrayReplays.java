package rockpool.shell.replay;

import rockpool.engine.data.ByteArray;
import rockpool.engine.data.CharArray;
import rockpool.engine.data.DoubleArray;
import rockpool.engine.data.FloatArray;
import rockpool.engine.data.IntArray;
import rockpool.engine.data.LongArray;
import rockpool.engine.data.ShortArray;
import rockpool.engine.pool.Pool;

/// What [Replays] says, for arrays of primitives. Their methods differ in what they return alone, so each kind has a class. What is found keeps
/// its shape and its elements.
public final class ArrayReplays {

    private ArrayReplays() { }

    /// Stands in for the methods of [ByteArray].
    public static final class Bytes {

        private Bytes() { }

        public static ByteArray create(Pool pool, String name, long... shape) {
            return Replays.found(() -> ByteArray.find(pool, name), () -> ByteArray.create(pool, name, shape));
        }

        public static ByteArray copyOf(Pool pool, String name, Object array) {
            return Replays.found(() -> ByteArray.find(pool, name), () -> ByteArray.copyOf(pool, name, array));
        }
    }

    /// Stands in for the methods of [ShortArray].
    public static final class Shorts {

        private Shorts() { }

        public static ShortArray create(Pool pool, String name, long... shape) {
            return Replays.found(() -> ShortArray.find(pool, name), () -> ShortArray.create(pool, name, shape));
        }

        public static ShortArray copyOf(Pool pool, String name, Object array) {
            return Replays.found(() -> ShortArray.find(pool, name), () -> ShortArray.copyOf(pool, name, array));
        }
    }

    /// Stands in for the methods of [CharArray].
    public static final class Chars {

        private Chars() { }

        public static CharArray create(Pool pool, String name, long... shape) {
            return Replays.found(() -> CharArray.find(pool, name), () -> CharArray.create(pool, name, shape));
        }

        public static CharArray copyOf(Pool pool, String name, Object array) {
            return Replays.found(() -> CharArray.find(pool, name), () -> CharArray.copyOf(pool, name, array));
        }
    }

    /// Stands in for the methods of [IntArray].
    public static final class Ints {

        private Ints() { }

        public static IntArray create(Pool pool, String name, long... shape) {
            return Replays.found(() -> IntArray.find(pool, name), () -> IntArray.create(pool, name, shape));
        }

        public static IntArray copyOf(Pool pool, String name, Object array) {
            return Replays.found(() -> IntArray.find(pool, name), () -> IntArray.copyOf(pool, name, array));
        }
    }

    /// Stands in for the methods of [LongArray].
    public static final class Longs {

        private Longs() { }

        public static LongArray create(Pool pool, String name, long... shape) {
            return Replays.found(() -> LongArray.find(pool, name), () -> LongArray.create(pool, name, shape));
        }

        public static LongArray copyOf(Pool pool, String name, Object array) {
            return Replays.found(() -> LongArray.find(pool, name), () -> LongArray.copyOf(pool, name, array));
        }
    }

    /// Stands in for the methods of [FloatArray].
    public static final class Floats {

        private Floats() { }

        public static FloatArray create(Pool pool, String name, long... shape) {
            return Replays.found(() -> FloatArray.find(pool, name), () -> FloatArray.create(pool, name, shape));
        }

        public static FloatArray copyOf(Pool pool, String name, Object array) {
            return Replays.found(() -> FloatArray.find(pool, name), () -> FloatArray.copyOf(pool, name, array));
        }
    }

    /// Stands in for the methods of [DoubleArray].
    public static final class Doubles {

        private Doubles() { }

        public static DoubleArray create(Pool pool, String name, long... shape) {
            return Replays.found(() -> DoubleArray.find(pool, name), () -> DoubleArray.create(pool, name, shape));
        }

        public static DoubleArray copyOf(Pool pool, String name, Object array) {
            return Replays.found(() -> DoubleArray.find(pool, name), () -> DoubleArray.copyOf(pool, name, array));
        }
    }
}
