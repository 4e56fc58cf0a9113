package rockpool.engine.heap;

import java.util.Optional;
import rockpool.engine.memory.Memory;

/// Java for a value, as somebody types it who wants that value: `"ann"`, `5L`, `Colour.RED`, `new Place(3, 4)`. It is read straight from a
/// pool's memory and without any class of the program, and is halves of two values if the heap is changed meanwhile.
///
/// Strings, the boxes of primitives, enums, and records of these have such a text; lists, dates and others have none.
final class JavaText {

    private static final int DEEPEST = 4;

    private final Source source;
    private final int most;
    private final StringBuilder text = new StringBuilder();

    private JavaText(Source source, int most) {
        this.source = source;
        this.most = most;
    }

    /// @param most characters; what needs more has no text
    /// @throws rockpool.engine.pool.PoolDamagedException if the value leads outside the pool
    static Optional<String> of(Source source, long word, int most) {
        var java = new JavaText(source, most);
        return word != Words.NULL && java.word(word, 0) && java.text.length() <= most ? Optional.of(java.text.toString()) : Optional.empty();
    }

    /// @return false if it has no text
    private boolean word(long word, int depth) {
        if (word == Words.NULL) {
            return add("null");
        }
        return Words.isImmediate(word) ? immediate(word) : depth <= DEEPEST && text.length() <= most && block(word, depth);
    }

    private boolean immediate(long word) {
        int bits = Words.intOf(word);
        return switch (Words.kind(word)) {
            case Words.INTEGER -> add(bits);
            case Words.SHORT -> add((short) bits);
            case Words.BYTE -> add((byte) bits);
            case Words.CHARACTER -> add((char) bits);
            case Words.BOOLEAN -> add(bits != 0);
            case Words.FLOAT -> add(Float.intBitsToFloat(bits));
            case Words.LONG -> add(Words.longOf(word));
            case Words.DOUBLE -> add(Words.doubleOf(word));
            case Words.STRING -> quoted(Words.stringOf(word));
            case Words.ENUM -> constant(source.types().info(Words.enumType(word)), bits);
            default -> false;
        };
    }

    private boolean constant(TypeInfo info, int ordinal) {
        if (info.kind != Kind.ENUM || ordinal < 0 || ordinal >= info.descriptor.parts().size()) {
            return false;
        }
        text.append(TypeNames.simple(info.descriptor.name())).append('.').append(info.descriptor.parts().get(ordinal).name());
        return true;
    }

    private boolean block(long block, int depth) {
        source.check(block, Block.HEADER);
        long header = Memory.getLong(source.base() + block);
        TypeInfo info = source.types().info(Block.typeId(header));
        int length = Block.length(header);
        source.check(block, Block.HEADER + info.contentBytes(length));
        long position = source.base() + block + Block.HEADER;
        return switch (info.kind) {
            case Kind.RECORD -> record(info, position, depth);
            case Kind.LATIN1, Kind.UTF16 -> length <= most && quoted((String) Leaves.read(info.kind, position, length));
            case Kind.LONG, Kind.DOUBLE -> add(Leaves.read(info.kind, position, length));
            default -> false;
        };
    }

    private boolean record(TypeInfo info, long position, int depth) {
        text.append("new ").append(TypeNames.simple(info.descriptor.name())).append('(');
        for (int i = 0; i < info.codes.length; i++) {
            text.append(i == 0 ? "" : ", ");
            long at = position + info.offsets[i];
            boolean has = info.codes[i] == 'L' ? word(source.longAt(at), depth + 1)
                : add(Numbers.of(info.codes[i], source.bitsAt(at, TypeInfo.size(info.codes[i]))));
            if (!has) {
                return false;
            }
        }
        text.append(')');
        return true;
    }

    private boolean add(Object value) {
        switch (value) {
            case Long number -> text.append(number).append('L');
            case Short number -> text.append("(short) ").append(number);
            case Byte number -> text.append("(byte) ").append(number);
            case Float number when number.isNaN() || number.isInfinite() -> text.append("Float.").append(name(number));
            case Float number -> text.append(number).append('f');
            case Double number when number.isNaN() || number.isInfinite() -> text.append("Double.").append(name(number));
            case Character character -> character(text.append('\''), character, '\'').append('\'');
            default -> text.append(value);
        }
        return true;
    }

    private static String name(Number number) {
        double value = number.doubleValue();
        return Double.isNaN(value) ? "NaN" : value > 0 ? "POSITIVE_INFINITY" : "NEGATIVE_INFINITY";
    }

    private boolean quoted(String value) {
        text.append('"');
        value.chars().forEach(character -> character(text, (char) character, '"'));
        text.append('"');
        return true;
    }

    private static StringBuilder character(StringBuilder text, char character, char quote) {
        return switch (character) {
            case '\n' -> text.append("\\n");
            case '\t' -> text.append("\\t");
            case '\r' -> text.append("\\r");
            default -> character == quote || character == '\\' ? text.append('\\').append(character)
                : Character.isISOControl(character) ? text.append(String.format("\\u%04x", (int) character)) : text.append(character);
        };
    }
}
