package rockpool.engine.heap;

import java.util.List;
import rockpool.engine.memory.Memory;

/// The shape of an array of references.
final class ArrayShape extends NamedShape {

    ArrayShape(Class<?> type) {
        super(type, TypeDescriptor.of(Kind.ARRAY, TypeNames.of(type.getComponentType()), List.of()));
    }

    @Override
    long word(Object value, CopyIn in) {
        long known = in.seen(value);
        if (known != 0) {
            return known;
        }
        int length = ((Object[]) value).length;
        long block = in.allocate(info(in.types), length, (long) length * Long.BYTES);
        in.remember(value, block);
        in.fill(this, value, block);
        return block;
    }

    @Override
    void fill(Object value, long position, CopyIn in) {
        long at = position;
        for (Object element : (Object[]) value) {
            Memory.putLong(at, in.word(element));
            at += Long.BYTES;
        }
    }
}
