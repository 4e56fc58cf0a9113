package rockpool.engine.heap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The eight bytes that stand for a value wherever a reference can be: the root of a heap, a component of a record, an element.
///
/// | bits | content |
/// |---|---|
/// | all 0 | `null` |
/// | 0–3 all 0 | a reference: the offset of a block, a multiple of 16 |
/// | 0 | 1: an immediate, the value itself |
/// | 1–4 | its kind, see below |
/// | 5–7 | aux: the length of a string, else 0 |
/// | 8–63 | payload |
///
/// | kind | payload |
/// |---|---|
/// | 0 INTEGER, 1 SHORT, 2 BYTE, 3 CHARACTER, 4 BOOLEAN, 5 FLOAT | the value's 32 bits in bits 32–63 |
/// | 6 LONG | 56 bits with sign, if it fits them |
/// | 7 DOUBLE | the upper 56 bits of its format, if the lower eight are 0 |
/// | 8 ENUM | type id in bits 8–31, ordinal in bits 32–63 |
/// | 9 STRING | up to seven Latin-1 characters, the first in bits 8–15 |
///
/// A word is valid if and only if it has one of these forms with all unused bits 0, so equal immediates are equal words. It is always
/// stored at a multiple of 8 with one store, so that a death leaves the old one or the new one.
final class Words {

    static final long NULL = 0;

    static final int INTEGER = 0;
    static final int SHORT = 1;
    static final int BYTE = 2;
    static final int CHARACTER = 3;
    static final int BOOLEAN = 4;
    static final int FLOAT = 5;
    static final int LONG = 6;
    static final int DOUBLE = 7;
    static final int ENUM = 8;
    static final int STRING = 9;

    /// The most characters that a string in a word has.
    static final int STRING_MOST = 7;

    private static final VarHandle BYTES = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int REFERENCE_MASK = 15;
    private static final int KIND_SHIFT = 1;
    private static final int KIND_MASK = 15;
    private static final int IMMEDIATE_MASK = 1 | KIND_MASK << KIND_SHIFT;
    private static final int AUX_SHIFT = 5;
    private static final int AUX_MASK = 7;
    private static final int PAYLOAD_SHIFT = 8;
    private static final int HALF_SHIFT = 32;
    private static final int TYPE_MASK = 0xFFFFFF;
    private static final int LOW_BYTE = 0xFF;

    private Words() {}

    static boolean isReference(long word) {
        return word != NULL && (word & REFERENCE_MASK) == 0;
    }

    static boolean isImmediate(long word) {
        return (word & 1) != 0;
    }

    /// Whether it is an `Integer`.
    static boolean isInteger(long word) {
        return (word & IMMEDIATE_MASK) == tag(INTEGER);
    }

    /// The kind of an immediate.
    static int kind(long word) {
        return (int) (word >>> KIND_SHIFT) & KIND_MASK;
    }

    private static long tag(int kind) {
        return 1 | (long) kind << KIND_SHIFT;
    }

    static long ofInt(int kind, int payload) {
        return (long) payload << HALF_SHIFT | tag(kind);
    }

    static long of(int value) {
        return ofInt(INTEGER, value);
    }

    static long of(boolean value) {
        return ofInt(BOOLEAN, value ? 1 : 0);
    }

    static long of(float value) {
        return ofInt(FLOAT, Float.floatToRawIntBits(value));
    }

    static int intOf(long word) {
        return (int) (word >> HALF_SHIFT);
    }

    /// The word of a number of 56 bits, or [#NULL] if it has more.
    static long of(long value) {
        return value << PAYLOAD_SHIFT >> PAYLOAD_SHIFT == value ? value << PAYLOAD_SHIFT | tag(LONG) : NULL;
    }

    static long longOf(long word) {
        return word >> PAYLOAD_SHIFT;
    }

    /// The word of a number whose format ends in eight zeros, or [#NULL].
    static long of(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return (bits & LOW_BYTE) == 0 ? bits | tag(DOUBLE) : NULL;
    }

    static double doubleOf(long word) {
        return Double.longBitsToDouble(word & ~LOW_BYTE);
    }

    static long ofEnum(int typeId, int ordinal) {
        return (long) ordinal << HALF_SHIFT | (long) typeId << PAYLOAD_SHIFT | tag(ENUM);
    }

    static int enumType(long word) {
        return (int) (word >>> PAYLOAD_SHIFT) & TYPE_MASK;
    }

    /// The word of a short string of Latin-1 characters, or [#NULL].
    static long of(String value) {
        int length = value.length();
        if (length > STRING_MOST) {
            return NULL;
        }
        long word = (long) length << AUX_SHIFT | tag(STRING);
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c > LOW_BYTE) {
                return NULL;
            }
            word |= (long) c << PAYLOAD_SHIFT * (i + 1);
        }
        return word;
    }

    /// The name of an immediate's type.
    static String name(long word) {
        return word == NULL ? "null" : switch (kind(word)) {
            case INTEGER -> "Integer";
            case SHORT -> "Short";
            case BYTE -> "Byte";
            case CHARACTER -> "Character";
            case BOOLEAN -> "Boolean";
            case FLOAT -> "Float";
            case LONG -> "Long";
            case DOUBLE -> "Double";
            case STRING -> "String";
            default -> "enum";
        };
    }

    /// The string in a word. This constructor is the one that copies bytes and does nothing else.
    @SuppressWarnings("deprecation")
    static String stringOf(long word) {
        byte[] latin = new byte[Long.BYTES];
        BYTES.set(latin, 0, word >>> PAYLOAD_SHIFT);
        return new String(latin, 0, 0, (int) (word >>> AUX_SHIFT) & AUX_MASK);
    }
}
