package rockpool.engine.heap;

import rockpool.engine.memory.Memory;

/// Changes parts of existing values: what a view's setters do.
final class Writing {

    private Writing() {}

    /// Stores a number over a part of a block. Outside a modify of this thread that is a modify of its own.
    static void bits(Place place, long offset, int width, long bits) {
        Writer writer = place.lock();
        try {
            place.check(writer);
            store(writer, place, offset, width, bits);
            writer.commit();
        } finally {
            writer.close();
        }
    }

    private static void store(Writer writer, Place place, long offset, int width, long bits) {
        if (!writer.isNew(place.block)) {
            writer.overwrite(place.block + Block.HEADER + offset, width, bits);
            return;
        }
        long position = place.contents + offset;
        switch (width) {
            case Byte.BYTES -> Memory.putByte(position, (byte) bits);
            case Short.BYTES -> Memory.putShort(position, (short) bits);
            case Integer.BYTES -> Memory.putInt(position, (int) bits);
            default -> Memory.putLong(position, bits);
        }
    }

    /// Stores a reference over another.
    ///
    /// @param value null, a value of this heap, a box or a constant of an enum
    static void value(Place place, long offset, Object value) {
        Writer writer = place.lock();
        try {
            place.check(writer);
            long word = word(value, writer);
            Fit.check(place, offset, word);
            if (writer.isNew(place.block)) {
                writer.shade(word);
                Memory.putLong(place.contents + offset, word);
            } else {
                writer.overwriteWord(place.block + Block.HEADER + offset, word);
            }
            writer.commit();
        } finally {
            writer.close();
        }
    }

    /// The word of a value that lives in the writer's heap already, or of a primitive.
    ///
    /// @throws IllegalArgumentException if it would have to be copied in
    static long word(Object value, Writer writer) {
        return switch (value) {
            case null -> Words.NULL;
            case InHeap there -> there.wordFor(writer);
            case Enum<?> constant -> new CopyIn(writer).word(constant);
            case Number number when Leaves.isBox(number) -> new CopyIn(writer).word(number);
            case Boolean flag -> Words.of((boolean) flag);
            case Character letter -> Words.ofInt(Words.CHARACTER, letter);
            default -> throw refused(value);
        };
    }

    private static IllegalArgumentException refused(Object value) {
        return new IllegalArgumentException("value=" + value + " (" + TypeNames.of(value.getClass())
            + "): a setter takes a primitive, or a value that already lives in this heap; "
            + "add it first, with the mutator of a modify: m.add(value)");
    }
}
