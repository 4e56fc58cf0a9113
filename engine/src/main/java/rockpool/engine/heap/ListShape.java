package rockpool.engine.heap;

import java.util.List;
import rockpool.engine.memory.Memory;

/// The shape of every class of lists. A list of one kind of box without nulls is packed: its numbers lie side by side.
final class ListShape extends Shape {

    ListShape(Class<?> type) {
        super(type);
    }

    @Override
    long word(Object value, CopyIn in) {
        long known = in.seen(value);
        if (known != 0) {
            return known;
        }
        Object[] elements = ((List<?>) value).toArray();
        int kind = kindOf(elements);
        int length = elements.length;
        long block = in.allocate(Types.builtIn(kind), length, (long) length * Kind.elementBytes(kind));
        in.remember(value, block);
        switch (kind) {
            case Kind.INT_LIST -> putInts(elements, in.contents(block));
            case Kind.LONG_LIST -> putLongs(elements, in.contents(block));
            case Kind.DOUBLE_LIST -> putDoubles(elements, in.contents(block));
            default -> in.fill(this, elements, block);
        }
        return block;
    }

    private static int kindOf(Object[] elements) {
        if (elements.length == 0 || elements[0] == null) {
            return Kind.LIST;
        }
        Class<?> first = elements[0].getClass();
        if (first != Integer.class && first != Long.class && first != Double.class) {
            return Kind.LIST;
        }
        for (Object element : elements) {
            if (element == null || element.getClass() != first) {
                return Kind.LIST;
            }
        }
        return first == Integer.class ? Kind.INT_LIST : first == Long.class ? Kind.LONG_LIST : Kind.DOUBLE_LIST;
    }

    private static void putInts(Object[] elements, long position) {
        for (int i = 0; i < elements.length; i++) {
            Memory.putInt(position + (long) i * Integer.BYTES, (Integer) elements[i]);
        }
    }

    private static void putLongs(Object[] elements, long position) {
        for (int i = 0; i < elements.length; i++) {
            Memory.putLong(position + (long) i * Long.BYTES, (Long) elements[i]);
        }
    }

    private static void putDoubles(Object[] elements, long position) {
        for (int i = 0; i < elements.length; i++) {
            Memory.putDouble(position + (long) i * Double.BYTES, (Double) elements[i]);
        }
    }

    @Override
    void fill(Object elements, long position, CopyIn in) {
        in.words((Object[]) elements, position);
    }
}
