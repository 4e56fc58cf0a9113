package rockpool.engine.data;

import java.lang.foreign.ValueLayout;

/// What the elements of a [PrimitiveArray] are: one of Java's primitive types.
public enum ElementKind {
    BYTE(1, byte.class, ValueLayout.JAVA_BYTE),
    SHORT(2, short.class, ValueLayout.JAVA_SHORT_UNALIGNED),
    CHAR(3, char.class, ValueLayout.JAVA_CHAR_UNALIGNED),
    INT(4, int.class, ValueLayout.JAVA_INT_UNALIGNED),
    LONG(5, long.class, ValueLayout.JAVA_LONG_UNALIGNED),
    FLOAT(6, float.class, ValueLayout.JAVA_FLOAT_UNALIGNED),
    DOUBLE(7, double.class, ValueLayout.JAVA_DOUBLE_UNALIGNED);

    private static final ElementKind[] ALL = values();

    private final int code;
    private final Class<?> type;
    private final ValueLayout layout;
    private final int shift;

    ElementKind(int code, Class<?> type, ValueLayout layout) {
        this.code = code;
        this.type = type;
        this.layout = layout;
        this.shift = Long.numberOfTrailingZeros(layout.byteSize());
    }

    /// The number in a slot; part of the shared format.
    int code() {
        return code;
    }

    /// The primitive type, such as `long.class`.
    public Class<?> type() {
        return type;
    }

    /// The bytes of one element.
    public int bytes() {
        return 1 << shift;
    }

    ValueLayout layout() {
        return layout;
    }

    /// The binary logarithm of the bytes.
    int shift() {
        return shift;
    }

    /// @return null if no kind has the code
    static ElementKind of(int code) {
        return code >= 1 && code <= ALL.length ? ALL[code - 1] : null;
    }

    /// The type's name, such as `long`.
    @Override
    public String toString() {
        return type.getName();
    }
}
