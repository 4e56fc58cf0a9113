package rockpool.engine.heap;

import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.util.List;
import rockpool.engine.memory.Memory;

/// The shape of an array of primitives.
final class PackedShape extends Shape {

    private static final List<Class<?>> ARRAYS = List.of(boolean[].class, byte[].class, short[].class, char[].class, int[].class,
        long[].class, float[].class, double[].class);
    private static final ValueLayout[] LAYOUTS = {ValueLayout.JAVA_BOOLEAN, ValueLayout.JAVA_BYTE, ValueLayout.JAVA_SHORT,
        ValueLayout.JAVA_CHAR, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_FLOAT, ValueLayout.JAVA_DOUBLE};

    private final int kind;

    PackedShape(Class<?> type) {
        super(type);
        this.kind = Kind.BOOLEANS + ARRAYS.indexOf(type);
    }

    /// How the elements of a kind of array lie in memory.
    static ValueLayout layout(int kind) {
        return LAYOUTS[kind - Kind.BOOLEANS];
    }

    /// The elements' type character, also of a packed list.
    static char code(int kind) {
        return switch (kind) {
            case Kind.BOOLEANS -> 'Z';
            case Kind.BYTES -> 'B';
            case Kind.SHORTS -> 'S';
            case Kind.CHARS -> 'C';
            case Kind.INTS, Kind.INT_LIST -> 'I';
            case Kind.FLOATS -> 'F';
            case Kind.DOUBLES, Kind.DOUBLE_LIST -> 'D';
            default -> 'J';
        };
    }

    /// A new array of a kind.
    static Object array(int kind, int length) {
        return Array.newInstance(ARRAYS.get(kind - Kind.BOOLEANS).getComponentType(), length);
    }

    @Override
    long word(Object value, CopyIn in) {
        long known = in.seen(value);
        if (known != 0) {
            return known;
        }
        int length = Array.getLength(value);
        long block = in.allocate(Types.builtIn(kind), length, (long) length * Kind.elementBytes(kind));
        in.remember(value, block);
        if (value instanceof boolean[] flags) {
            putAll(flags, in.contents(block));
        } else {
            Memory.copyIn(value, 0, layout(kind), in.contents(block), length);
        }
        return block;
    }

    private static void putAll(boolean[] flags, long position) {
        for (int i = 0; i < flags.length; i++) {
            Memory.putByte(position + i, (byte) (flags[i] ? 1 : 0));
        }
    }
}
