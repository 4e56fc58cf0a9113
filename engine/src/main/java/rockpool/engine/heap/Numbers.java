package rockpool.engine.heap;

import rockpool.engine.memory.Memory;

/// Reads and changes numbers inside blocks by their type characters, for views that have no generated code.
final class Numbers {

    private Numbers() {}

    static Object get(Place place, long offset, char code) {
        Writer mine = place.mine();
        int width = TypeInfo.size(code);
        long bits = mine != null ? mine.readThrough(place.block + Block.HEADER + offset, width) : load(place.contents + offset, width);
        place.check();
        return of(code, bits);
    }

    /// @param bits of which those of the number's width count
    static Object of(char code, long bits) {
        return switch (code) {
            case 'Z' -> (byte) bits != 0;
            case 'B' -> (byte) bits;
            case 'S' -> (short) bits;
            case 'C' -> (char) bits;
            case 'I' -> (int) bits;
            case 'F' -> Float.intBitsToFloat((int) bits);
            case 'D' -> Double.longBitsToDouble(bits);
            default -> bits;
        };
    }

    static long load(long position, int width) {
        return switch (width) {
            case Byte.BYTES -> Memory.getByte(position);
            case Short.BYTES -> Memory.getShort(position);
            case Integer.BYTES -> Memory.getInt(position);
            default -> Memory.getLong(position);
        };
    }

    /// @throws IllegalArgumentException if the value is not of that type, nor widens to it
    static void set(Place place, long offset, char code, Object value) {
        Writing.bits(place, offset, TypeInfo.size(code), bits(code, value));
    }

    private static long bits(char code, Object value) {
        return switch (value) {
            case Boolean flag when code == 'Z' -> flag ? 1 : 0;
            case Character letter when code == 'C' -> letter;
            case Byte number when code == 'B' -> number;
            case Byte number when code == 'S' -> number;
            case Short number when code == 'S' -> number;
            case Number number when code == 'D' && Leaves.isBox(number) && !(number instanceof Long) ->
                Double.doubleToRawLongBits(number.doubleValue());
            case Float number when code == 'F' -> Float.floatToRawIntBits(number);
            case Number number when code == 'I' && isWhole(number) && !(number instanceof Long) -> number.intValue();
            case Number number when code == 'J' && isWhole(number) -> number.longValue();
            case null, default -> throw new IllegalArgumentException("value=" + value + ": not a " + name(code));
        };
    }

    private static boolean isWhole(Number number) {
        return number instanceof Integer || number instanceof Short || number instanceof Byte || number instanceof Long;
    }

    private static String name(char code) {
        return switch (code) {
            case 'Z' -> "boolean";
            case 'B' -> "byte";
            case 'S' -> "short";
            case 'C' -> "char";
            case 'I' -> "int";
            case 'F' -> "float";
            case 'D' -> "double";
            default -> "long";
        };
    }
}
