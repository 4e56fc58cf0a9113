package rockpool.engine.heap;

import rockpool.engine.memory.Memory;

/// The header of a block: what every value in a heap begins with.
///
/// | offset | size | field | written |
/// |---:|---:|---|---|
/// | 0 | 8 | type id (24) · flags (8) · length (32) | by the heap's writer, before the allocation bit |
/// | 8 | 8 | serial, never repeated in the heap | after word 0, before the allocation bit |
/// | 16 | | contents | after the allocation bit |
///
/// The header is valid if and only if the block's allocation bit is set, and is never changed while it is. A writer that dies before it
/// sets the bit leaves free memory; after it, a block that nothing refers to, which the next collection frees.
final class Block {

    /// Bytes before the contents.
    static final int HEADER = 16;
    /// Blocks begin at multiples of this, and each of the heap's bitmaps has one bit for it.
    static final int GRANULE = 16;
    static final int GRANULE_SHIFT = 4;
    /// Where the serial lies.
    static final int SERIAL = 8;

    static final int MOST_TYPES = 1 << 24;
    private static final int FLAGS_SHIFT = 24;
    private static final int LENGTH_SHIFT = 32;

    private Block() {}

    static long header(int typeId, int flags, int length) {
        return (typeId & (MOST_TYPES - 1)) | (flags & 0xFFL) << FLAGS_SHIFT | (long) length << LENGTH_SHIFT;
    }

    static int typeId(long header) {
        return (int) header & (MOST_TYPES - 1);
    }

    static int flags(long header) {
        return (int) (header >>> FLAGS_SHIFT) & 0xFF;
    }

    /// Elements or bytes, as the type says. Never negative in an undamaged heap.
    static int length(long header) {
        return (int) (header >>> LENGTH_SHIFT);
    }

    /// The serial of the block at a position.
    static long serial(long position) {
        return Memory.getLong(position + SERIAL);
    }

    /// Whether a value word refers to a block, rather than being null or holding its value itself.
    static boolean isReference(long valueWord) {
        return valueWord != 0 && (valueWord & GRANULE - 1) == 0;
    }
}
