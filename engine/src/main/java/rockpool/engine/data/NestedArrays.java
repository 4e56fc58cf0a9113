package rockpool.engine.data;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.util.Arrays;

/// Java's arrays of arrays of primitives, as long as all arrays of a level have one length.
final class NestedArrays {

    private NestedArrays() {}

    /// The shape of a Java array such as a `long[][]`.
    ///
    /// @throws IllegalArgumentException if it is none of that element type, or arrays of one level differ in length
    static long[] shapeOf(ElementKind kind, Object array) {
        int dimensions = 0;
        Class<?> type = array.getClass();
        while (type.isArray()) {
            type = type.componentType();
            dimensions++;
        }
        if (type != kind.type() || dimensions == 0) {
            throw new IllegalArgumentException("type=" + array.getClass().getTypeName() + ": wanted is an array of " + kind);
        }
        long[] shape = new long[dimensions];
        Object level = array;
        for (int i = 0; i < dimensions; i++) {
            shape[i] = level == null ? 0 : Array.getLength(level);
            level = shape[i] == 0 || i == dimensions - 1 ? null : Array.get(level, 0);
        }
        require(array, shape, 0);
        return shape;
    }

    private static void require(Object array, long[] shape, int level) {
        if (array == null || Array.getLength(array) != shape[level]) {
            throw new IllegalArgumentException("length=" + (array == null ? "null" : Array.getLength(array)) + " in dimension " + level
                    + ": others have " + shape[level]);
        }
        for (int i = 0; level < shape.length - 1 && i < shape[level]; i++) {
            require(Array.get(array, i), shape, level + 1);
        }
    }

    /// Copies all elements.
    ///
    /// @param array of the shape
    static void copyIn(Object array, ElementKind kind, MemorySegment to) {
        copyIn(array, kind, to, 0);
    }

    /// @return the offset behind what was written
    private static long copyIn(Object array, ElementKind kind, MemorySegment to, long offset) {
        int length = Array.getLength(array);
        if (array.getClass().componentType().isPrimitive()) {
            MemorySegment.copy(array, 0, to, kind.layout(), offset, length);
            return offset + ((long) length << kind.shift());
        }
        long at = offset;
        for (int i = 0; i < length; i++) {
            at = copyIn(Array.get(array, i), kind, to, at);
        }
        return at;
    }

    /// Makes a Java array of all elements.
    static Object copyOut(MemorySegment from, ElementKind kind, long... shape) {
        int[] lengths = new int[shape.length];
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("shape=" + Arrays.toString(shape) + ": no array of Java is so long");
            }
            lengths[i] = (int) shape[i];
        }
        Object array = Array.newInstance(kind.type(), lengths);
        copyOut(from, kind, array, 0);
        return array;
    }

    private static long copyOut(MemorySegment from, ElementKind kind, Object array, long offset) {
        int length = Array.getLength(array);
        if (array.getClass().componentType().isPrimitive()) {
            MemorySegment.copy(from, kind.layout(), offset, array, 0, length);
            return offset + ((long) length << kind.shift());
        }
        long at = offset;
        for (int i = 0; i < length; i++) {
            at = copyOut(from, kind, Array.get(array, i), at);
        }
        return at;
    }
}
