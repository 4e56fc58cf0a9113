package rockpool.engine.heap;

import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Shared;

/// Values without references and without an identity: boxes, strings, numbers, dates, handles. Their layouts are in [Kind].
///
/// Their blocks are written once, before anybody can reach them.
final class Leaves {

    private static final Map<Class<?>, Integer> KINDS = Map.ofEntries(Map.entry(BigInteger.class, Kind.BIG_INTEGER),
        Map.entry(BigDecimal.class, Kind.BIG_DECIMAL), Map.entry(UUID.class, Kind.UUID), Map.entry(OptionalInt.class, Kind.OPTIONAL_INT),
        Map.entry(OptionalLong.class, Kind.OPTIONAL_LONG), Map.entry(OptionalDouble.class, Kind.OPTIONAL_DOUBLE),
        Map.entry(String.class, Kind.LATIN1), Map.entry(Integer.class, -1), Map.entry(Short.class, -1), Map.entry(Byte.class, -1),
        Map.entry(Character.class, -1), Map.entry(Boolean.class, -1), Map.entry(Float.class, -1), Map.entry(Long.class, Kind.LONG),
        Map.entry(Double.class, Kind.DOUBLE));

    private static final int HANDLE_FIXED = 20;
    private static final int FEW_CHARACTERS = 40;

    // A string cannot be made without a copy of its bytes, so what they are copied from is used again.
    private static final ThreadLocal<byte[]> ROOM = ThreadLocal.withInitial(() -> new byte[LatinText.MOST]);

    private Leaves() {}

    /// Whether values of exactly this class are leaves.
    static boolean has(Class<?> type) {
        return KINDS.containsKey(type) || Times.kind(type) != 0;
    }

    /// Whether a number is the box of a primitive.
    static boolean isBox(Number value) {
        return value instanceof Integer || value instanceof Long || value instanceof Double || value instanceof Float
            || value instanceof Short || value instanceof Byte;
    }

    /// The word of a leaf other than a string, a long or a double, which have methods of their own.
    static long word(Object value, CopyIn in) {
        return switch (value) {
            case String v -> word(v, in);
            case Integer v -> Words.of((int) v);
            case Long v -> word((long) v, in);
            case Double v -> word((double) v, in);
            case Boolean v -> Words.of((boolean) v);
            case Character v -> Words.ofInt(Words.CHARACTER, v);
            case Byte v -> Words.ofInt(Words.BYTE, v);
            case Short v -> Words.ofInt(Words.SHORT, v);
            case Float v -> Words.of((float) v);
            case BigInteger v -> word(v, in);
            case BigDecimal v -> word(v, in);
            case UUID v -> numbers(Kind.UUID, in, v.getMostSignificantBits(), v.getLeastSignificantBits());
            case OptionalInt v -> numbers(Kind.OPTIONAL_INT, in, v.isPresent() ? 1 : 0, v.orElse(0));
            case OptionalLong v -> numbers(Kind.OPTIONAL_LONG, in, v.isPresent() ? 1 : 0, v.orElse(0));
            case OptionalDouble v -> numbers(Kind.OPTIONAL_DOUBLE, in, v.isPresent() ? 1 : 0, Double.doubleToRawLongBits(v.orElse(0)));
            case Shared v -> word(v.descriptor(), in);
            default -> time(value, in);
        };
    }

    static long word(String value, CopyIn in) {
        long word = Words.of(value);
        if (word != Words.NULL) {
            return word;
        }
        int length = value.length();
        if (length <= LatinText.MOST) {
            LatinText texts = in.to.texts();
            if (texts.encode(value)) {
                return bytes(Kind.LATIN1, texts.bytes(), length, in);
            }
        } else {
            // Whole arrays are copied and compared many times faster than characters are looked at one by one.
            byte[] latin = value.getBytes(StandardCharsets.ISO_8859_1);
            if (latin(latin, length).equals(value)) {
                return bytes(Kind.LATIN1, latin, length, in);
            }
        }
        long block = in.allocate(Types.builtIn(Kind.UTF16), length, (long) length * Character.BYTES);
        Memory.copyIn(value.toCharArray(), 0, ValueLayout.JAVA_CHAR, in.contents(block), length);
        return block;
    }

    /// The string of some bytes. This constructor is the one that copies them and does nothing else.
    @SuppressWarnings("deprecation")
    private static String latin(byte[] bytes, int length) {
        return new String(bytes, 0, 0, length);
    }

    static long word(long value, CopyIn in) {
        long word = Words.of(value);
        return word != Words.NULL ? word : single(Kind.LONG, value, in);
    }

    static long word(double value, CopyIn in) {
        long word = Words.of(value);
        return word != Words.NULL ? word : single(Kind.DOUBLE, Double.doubleToRawLongBits(value), in);
    }

    private static long single(int kind, long bits, CopyIn in) {
        long block = in.allocate(Types.builtIn(kind), Long.BYTES, Long.BYTES);
        Memory.putLong(in.contents(block), bits);
        return block;
    }

    private static long word(BigInteger value, CopyIn in) {
        byte[] bytes = value.toByteArray();
        return bytes(Kind.BIG_INTEGER, bytes, bytes.length, in);
    }

    private static long word(BigDecimal value, CopyIn in) {
        byte[] unscaled = value.unscaledValue().toByteArray();
        long block = in.allocate(Types.builtIn(Kind.BIG_DECIMAL), Integer.BYTES + unscaled.length, Integer.BYTES + unscaled.length);
        Memory.putInt(in.contents(block), value.scale());
        Memory.copyIn(unscaled, 0, ValueLayout.JAVA_BYTE, in.contents(block) + Integer.BYTES, unscaled.length);
        return block;
    }

    private static long bytes(int kind, byte[] bytes, int length, CopyIn in) {
        long block = in.allocate(Types.builtIn(kind), length, length);
        Memory.copyIn(bytes, 0, ValueLayout.JAVA_BYTE, in.contents(block), length);
        return block;
    }

    private static long numbers(int kind, CopyIn in, long... numbers) {
        return numbers(kind, in, numbers, new byte[0]);
    }

    private static long numbers(int kind, CopyIn in, long[] numbers, byte[] behind) {
        int length = numbers.length * Long.BYTES + behind.length;
        long block = in.allocate(Types.builtIn(kind), length, length);
        long at = in.contents(block);
        for (long number : numbers) {
            Memory.putLong(at, number);
            at += Long.BYTES;
        }
        Memory.copyIn(behind, 0, ValueLayout.JAVA_BYTE, at, behind.length);
        return block;
    }

    private static long time(Object value, CopyIn in) {
        byte[] zone = Times.zone(value).getBytes(StandardCharsets.UTF_8);
        return numbers(Times.kind(value.getClass()), in, Times.numbers(value), zone);
    }

    private static long word(Descriptor descriptor, CopyIn in) {
        in.to.refersTo(descriptor);
        byte[] kind = descriptor.kind().getBytes(StandardCharsets.UTF_8);
        byte[] pool = descriptor.pool().getBytes(StandardCharsets.UTF_8);
        int length = HANDLE_FIXED + kind.length + pool.length;
        long block = in.allocate(Types.builtIn(Kind.HANDLE), length, length);
        long at = in.contents(block);
        Memory.putLong(at, descriptor.offset());
        Memory.putLong(at + Long.BYTES, descriptor.incarnation());
        Memory.putInt(at + 2 * Long.BYTES, kind.length);
        Memory.copyIn(kind, 0, ValueLayout.JAVA_BYTE, at + HANDLE_FIXED, kind.length);
        Memory.copyIn(pool, 0, ValueLayout.JAVA_BYTE, at + HANDLE_FIXED + kind.length, pool.length);
        return block;
    }

    /// The value of a leaf's block, whose bounds have been checked. A handle comes as its [Descriptor].
    ///
    /// @throws RuntimeException of many kinds if the contents are damaged
    static Object read(int kind, long position, int length) {
        return switch (kind) {
            case Kind.LATIN1 -> latin1(position, length);
            case Kind.UTF16 -> utf16(position, length);
            case Kind.LONG -> Memory.getLong(position);
            case Kind.DOUBLE -> Memory.getDouble(position);
            case Kind.BIG_INTEGER -> new BigInteger(bytes(position, length));
            case Kind.BIG_DECIMAL -> new BigDecimal(new BigInteger(bytes(position + Integer.BYTES, length - Integer.BYTES)),
                Memory.getInt(position));
            case Kind.HANDLE -> handle(position, length);
            default -> numbers(kind, position, length);
        };
    }

    private static Object numbers(int kind, long position, int length) {
        int count = kind == Kind.UUID || kind >= Kind.OPTIONAL_INT ? 2 : Times.count(kind);
        if (length < count * Long.BYTES) {
            throw new IllegalArgumentException("length=" + length);
        }
        long a = count > 0 ? Memory.getLong(position) : 0;
        long b = count > 1 ? Memory.getLong(position + Long.BYTES) : 0;
        long c = count > 2 ? Memory.getLong(position + 2 * Long.BYTES) : 0;
        return switch (kind) {
            case Kind.UUID -> new UUID(a, b);
            case Kind.OPTIONAL_INT -> a == 0 ? OptionalInt.empty() : OptionalInt.of((int) b);
            case Kind.OPTIONAL_LONG -> a == 0 ? OptionalLong.empty() : OptionalLong.of(b);
            case Kind.OPTIONAL_DOUBLE -> a == 0 ? OptionalDouble.empty() : OptionalDouble.of(Double.longBitsToDouble(b));
            default -> Times.make(kind, a, b, c, text(position + (long) count * Long.BYTES, length - count * Long.BYTES));
        };
    }

    /// The descriptor in the block of a handle, or null if it is damaged.
    static Descriptor handleIfWhole(long position, int length) {
        try {
            return handle(position, length);
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static Descriptor handle(long position, int length) {
        int kind = Memory.getInt(position + 2 * Long.BYTES);
        if (kind < 0 || kind > length - HANDLE_FIXED) {
            throw new IllegalArgumentException("length of kind=" + kind);
        }
        return new Descriptor(text(position + HANDLE_FIXED + kind, length - HANDLE_FIXED - kind), text(position + HANDLE_FIXED, kind),
            Memory.getLong(position), Memory.getLong(position + Long.BYTES));
    }

    private static String text(long position, int length) {
        return length == 0 ? "" : new String(bytes(position, length), StandardCharsets.UTF_8);
    }

    private static String latin1(long position, int length) {
        byte[] bytes = length > FEW_CHARACTERS && length <= LatinText.MOST ? ROOM.get() : new byte[length];
        Memory.copyOut(position, ValueLayout.JAVA_BYTE, bytes, 0, length);
        return latin(bytes, length);
    }

    private static String utf16(long position, int length) {
        char[] chars = new char[length];
        Memory.copyOut(position, ValueLayout.JAVA_CHAR, chars, 0, length);
        return new String(chars);
    }

    private static byte[] bytes(long position, int length) {
        byte[] bytes = new byte[length];
        Memory.copyOut(position, ValueLayout.JAVA_BYTE, bytes, 0, length);
        return bytes;
    }
}
