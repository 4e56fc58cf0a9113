package rockpool.engine.heap;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Shared;

/// Compares a key of this process with one in a heap, see [Key]. The stored one is not copied but for its numbers and dates.
///
/// What is read may be halves of two values: then the answer does not count. All loops are as long as the key of this process is.
final class KeyMatch {

    private static final int LATIN1 = Types.FIRST_BUILT_IN + Kind.LATIN1;
    private static final int UTF16 = Types.FIRST_BUILT_IN + Kind.UTF16;
    private static final int LATIN_MASK = 0xFF;

    private final Source source;
    private final long base;

    private KeyMatch(Source source) {
        this.source = source;
        this.base = source.base();
    }

    /// Whether a value and what a word stands for are equal keys.
    static boolean same(Source source, long word, Object value) {
        if (value instanceof String text) {
            return Words.isReference(word) ? text(source, word, text) : word == Words.of(text) && word != Words.NULL;
        }
        return new KeyMatch(source).same(word, value);
    }

    private static boolean text(Source source, long word, String value) {
        source.check(word, Block.HEADER);
        long position = source.base() + word;
        long header = Memory.getLong(position);
        int length = Block.length(header);
        if (length != value.length()) {
            return false;
        }
        if (Block.typeId(header) == LATIN1) {
            source.check(word, Block.HEADER + (long) length);
            return latin(position + Block.HEADER, value, length);
        }
        source.check(word, Block.HEADER + (long) length * Character.BYTES);
        return Block.typeId(header) == UTF16 && utf16(position + Block.HEADER, value, length);
    }

    private static boolean latin(long position, String value, int length) {
        for (int i = 0; i < length; i++) {
            if (value.charAt(i) != (Memory.getByte(position + i) & LATIN_MASK)) {
                return false;
            }
        }
        return true;
    }

    private static boolean utf16(long position, String value, int length) {
        for (int i = 0; i < length; i++) {
            if (value.charAt(i) != Memory.getChar(position + (long) i * Character.BYTES)) {
                return false;
            }
        }
        return true;
    }

    private boolean same(long word, Object value) {
        if (value == null || word == Words.NULL) {
            return value == null && word == Words.NULL;
        }
        if (value instanceof String text) {
            return same(source, word, text);
        }
        return Words.isImmediate(word) ? immediate(word, value) : block(word, value);
    }

    private boolean immediate(long word, Object value) {
        return switch (Words.kind(word)) {
            case Words.INTEGER -> value instanceof Integer v && v == Words.intOf(word);
            case Words.SHORT -> value instanceof Short v && v == (short) Words.intOf(word);
            case Words.BYTE -> value instanceof Byte v && v == (byte) Words.intOf(word);
            case Words.CHARACTER -> value instanceof Character v && v == (char) Words.intOf(word);
            case Words.BOOLEAN -> value instanceof Boolean v && v == (Words.intOf(word) != 0);
            case Words.FLOAT -> value instanceof Float v && v.equals(Float.intBitsToFloat(Words.intOf(word)));
            case Words.LONG -> value instanceof Long v && v == Words.longOf(word);
            case Words.DOUBLE -> value instanceof Double v && v.equals(Words.doubleOf(word));
            case Words.ENUM -> value instanceof Enum<?> v && v.ordinal() == Words.intOf(word) && isOf(source.types().info(Words.enumType(word)), v);
            default -> false;
        };
    }

    /// Whether a value's class is a type of the pool.
    private static boolean isOf(TypeInfo info, Object value) {
        return Shape.of(value.getClass()) instanceof NamedShape shape && shape.descriptor == info.descriptor;
    }

    private boolean block(long block, Object value) {
        source.check(block, Block.HEADER);
        long header = Memory.getLong(base + block);
        TypeInfo info = source.types().info(Block.typeId(header));
        int length = Block.length(header);
        source.check(block, Block.HEADER + info.contentBytes(length));
        long at = base + block + Block.HEADER;
        return switch (info.kind) {
            case Kind.RECORD -> isOf(info, value) && record(at, info, value);
            case Kind.ARRAY -> isOf(info, value) && inOrder(at, length, (Object[]) value);
            case Kind.LIST -> value instanceof List<?> list && inOrder(at, length, list.toArray());
            case Kind.INT_LIST, Kind.LONG_LIST, Kind.DOUBLE_LIST -> value instanceof List<?> list && numbers(at, info.kind, length, list.toArray());
            case Kind.SET, Kind.SORTED_SET, Kind.REVERSED_SET -> value instanceof Set<?> set && elements(at, length, set);
            case Kind.MAP, Kind.SORTED_MAP, Kind.REVERSED_MAP -> value instanceof Map<?, ?> map && entries(at, length, map.entrySet());
            case Kind.OPTIONAL -> value instanceof Optional<?> optional && same(source.longAt(at), optional.orElse(null));
            default -> Kind.isPacked(info.kind) ? packed(at, info.kind, length, value) : leaf(at, info.kind, length, value);
        };
    }

    private boolean leaf(long at, int kind, int length, Object value) {
        if (kind == Kind.HANDLE) {
            return value instanceof Shared handle && handle.descriptor().equals(Leaves.handleIfWhole(at, length));
        }
        return Kind.isLeaf(kind) && value.equals(Leaves.read(kind, at, length));
    }

    private boolean record(long at, TypeInfo info, Object value) {
        KeyClass type = KeyClass.of((RecordShape) Shape.of(value.getClass()));
        for (int i = 0; i < info.codes.length; i++) {
            Object component = type.component(value, i);
            long position = at + info.offsets[i];
            boolean same = info.codes[i] == 'L' ? same(source.longAt(position), component) : component.equals(number(info.codes[i], position));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private Object number(char code, long position) {
        return Numbers.of(code, source.bitsAt(position, TypeInfo.size(code)));
    }

    private boolean inOrder(long at, int length, Object[] elements) {
        if (length != elements.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!same(word(at, i), elements[i])) {
                return false;
            }
        }
        return true;
    }

    private long word(long at, int index) {
        return source.longAt(at + (long) index * Long.BYTES);
    }

    /// The numbers of a packed list or array, in order.
    private boolean numbers(long at, int kind, int length, Object[] elements) {
        if (length != elements.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (elements[i] == null || !elements[i].equals(number(PackedShape.code(kind), at + (long) i * Kind.elementBytes(kind)))) {
                return false;
            }
        }
        return true;
    }

    private boolean packed(long at, int kind, int length, Object value) {
        if (kind > Kind.DOUBLES || PackedShape.array(kind, 0).getClass() != value.getClass() || Array.getLength(value) != length) {
            return false;
        }
        if (value instanceof byte[] bytes) {
            return MemorySegment.ofArray(bytes).mismatch(Memory.segment(at, length)) < 0;
        }
        for (int i = 0; i < length; i++) {
            if (!Array.get(value, i).equals(number(PackedShape.code(kind), at + (long) i * Kind.elementBytes(kind)))) {
                return false;
            }
        }
        return true;
    }

    // Sets and maps: most often the order is the same, so each element is looked for where it would be then.

    private boolean elements(long at, int length, Collection<?> elements) {
        if (length != elements.size()) {
            return false;
        }
        var taken = new BitSet(length);
        int next = 0;
        for (Object element : elements) {
            if (!take(taken, length, next++, i -> same(word(at, i), element))) {
                return false;
            }
        }
        return true;
    }

    private boolean entries(long at, int words, Collection<? extends Map.Entry<?, ?>> entries) {
        int length = words / 2;
        if (length != entries.size()) {
            return false;
        }
        var taken = new BitSet(length);
        int next = 0;
        for (Map.Entry<?, ?> entry : entries) {
            if (!take(taken, length, next++, i -> same(word(at, 2 * i), entry.getKey()) && same(word(at, 2 * i + 1), entry.getValue()))) {
                return false;
            }
        }
        return true;
    }

    private interface At {
        boolean is(int index);
    }

    private boolean take(BitSet taken, int length, int likely, At wanted) {
        if (likely < length && !taken.get(likely) && wanted.is(likely)) {
            taken.set(likely);
            return true;
        }
        for (int i = taken.nextClearBit(0); i < length; i = taken.nextClearBit(i + 1)) {
            source.step();
            if (wanted.is(i)) {
                taken.set(i);
                return true;
            }
        }
        return false;
    }
}
