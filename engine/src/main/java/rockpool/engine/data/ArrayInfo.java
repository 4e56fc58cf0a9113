package rockpool.engine.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.Names;

/// A primitive array as anybody who sees the pool sees it.
///
/// @param name if it has one
/// @param shape the lengths of its dimensions
/// @param bytes of its elements
/// @param taken the bytes of the pool that it has
/// @param destroyed whether it is there only because a process still has a handle or a segment of it
/// @param offset where its slot lies
/// @param incarnation which of those that lay there one after the other
/// @param data where its elements lie
public record ArrayInfo(Optional<String> name, ElementKind kind, List<Long> shape, long bytes, long taken, boolean destroyed, long offset,
        long incarnation, long data) {

    /// All arrays of a pool, those with names first.
    public static List<ArrayInfo> list(MappedPool pool) {
        List<ArrayInfo> all = new ArrayList<>();
        ArraySlots.forEach(pool, slot -> {
            ArrayInfo info = at(pool, slot);
            if (info != null) {
                all.add(info);
            }
        });
        all.sort((a, b) -> a.name.orElse("\uFFFF").compareTo(b.name.orElse("\uFFFF")));
        return all;
    }

    /// @return null if there is none, or it cannot be one
    static ArrayInfo at(MappedPool pool, long slot) {
        long position = pool.position() + slot;
        long word = ArrayLayout.wordAt(position);
        ElementKind kind = ElementKind.of(Memory.getInt(position + ArrayLayout.KIND));
        int dimensions = Memory.getInt(position + ArrayLayout.DIMENSIONS);
        if (!ArrayLayout.isThere(word) || kind == null || dimensions < 1 || dimensions > ArrayLayout.MOST_DIMENSIONS) {
            return null;
        }
        long[] shape = new long[dimensions];
        for (int i = 0; i < dimensions; i++) {
            shape[i] = Memory.getLong(position + ArrayLayout.SHAPE + (long) i * Long.BYTES);
        }
        long data = Memory.getLongVolatile(position + ArrayLayout.DATA);
        return isPossible(pool, kind, shape, data) ? of(pool, slot, word, kind, shape, data) : null;
    }

    private static boolean isPossible(MappedPool pool, ElementKind kind, long[] shape, long data) {
        try {
            ArrayShape.require(kind, shape);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return data > 0 && data % 64 == 0 && pool.units().unitAt(data) >= 0 && pool.region().contains(data, ArrayShape.bytes(kind, shape));
    }

    private static ArrayInfo of(MappedPool pool, long slot, long word, ElementKind kind, long[] shape, long data) {
        long incarnation = ArrayLayout.incarnation(word);
        long bytes = ArrayShape.bytes(kind, shape);
        return new ArrayInfo(pool.names().nameOf(Names.ARRAY, slot, incarnation), kind, Arrays.stream(shape).boxed().toList(), bytes,
                ArrayMemory.taken(bytes), ArrayLayout.state(word) == ArrayLayout.ENDED, slot, incarnation, data);
    }

    long[] lengths() {
        return shape.stream().flatMapToLong(LongStream::of).toArray();
    }

    /// As in Java, with the name: `long[3][4] table`.
    @Override
    public String toString() {
        return ArrayShape.text(kind, lengths()) + " " + name.orElse("at " + offset) + (destroyed ? " (destroyed)" : "");
    }
}
