package rockpool.engine.process;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Arrays of primitives as bytes: the component's letter, the count, and the elements as they lie in memory.
final class Primitives {

    private Primitives() {}

    static void write(Output out, Object array) {
        char letter = array.getClass().componentType().descriptorString().charAt(0);
        out.octet(letter);
        switch (array) {
            case byte[] bytes -> out.block(bytes);
            case boolean[] flags -> {
                out.number(flags.length);
                for (boolean flag : flags) {
                    out.octet(flag ? 1 : 0);
                }
            }
            default -> {
                byte[] bytes = segment(array).toArray(ValueLayout.JAVA_BYTE);
                out.number(bytes.length / size(letter)).raw(bytes);
            }
        }
    }

    static Object read(Input in) throws IOException {
        char letter = (char) in.octet();
        int size = size(letter);
        int count = in.count(size);
        byte[] bytes = in.raw(count * size);
        if (letter == 'B') {
            return bytes;
        }
        Object array = make(letter, count);
        if (array instanceof boolean[] flags) {
            for (int i = 0; i < count; i++) {
                flags[i] = bytes[i] != 0;
            }
        } else {
            segment(array).copyFrom(MemorySegment.ofArray(bytes));
        }
        return array;
    }

    private static Object make(char letter, int count) {
        return switch (letter) {
            case 'Z' -> new boolean[count];
            case 'S' -> new short[count];
            case 'C' -> new char[count];
            case 'I' -> new int[count];
            case 'J' -> new long[count];
            case 'F' -> new float[count];
            default -> new double[count];
        };
    }

    private static int size(char letter) {
        return switch (letter) {
            case 'B', 'Z' -> 1;
            case 'S', 'C' -> 2;
            case 'I', 'F' -> 4;
            case 'J', 'D' -> 8;
            default -> throw new IllegalArgumentException("component=" + letter + ": not a primitive type");
        };
    }

    private static MemorySegment segment(Object array) {
        return switch (array) {
            case short[] values -> MemorySegment.ofArray(values);
            case char[] values -> MemorySegment.ofArray(values);
            case int[] values -> MemorySegment.ofArray(values);
            case long[] values -> MemorySegment.ofArray(values);
            case float[] values -> MemorySegment.ofArray(values);
            case double[] values -> MemorySegment.ofArray(values);
            default -> throw new IllegalArgumentException("array=" + array.getClass().getName() + ": not an array of primitives");
        };
    }
}
