package rockpool.engine.heap;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Shared;

/// Hashes of values as keys, see [Key]: of their contents and of names, never of identities, so that all processes agree.
///
/// Only what the language or the class libraries specify goes in: the hash of a string, the bits of a number.
final class KeyHash {

    private static final int DEEPEST = 100;
    private static final long EMPTY = 0x9E3779B97F4A7C15L;
    private static final int LIST = 1;
    private static final int SET = 2;
    private static final int MAP = 3;
    private static final int OPTIONAL = 4;

    private KeyHash() {}

    static long of(String value) {
        return mix((long) value.hashCode() << 32 | value.length());
    }

    static long of(Integer value) {
        return mix(value ^ EMPTY);
    }

    static long of(Long value) {
        return mix(value);
    }

    /// @throws RefusedShape.Refusal if a part of the value cannot live in a heap
    /// @throws IllegalArgumentException if it is too deep, or its class has an `equals` of its own
    static long of(Object value) {
        return of(value, 0);
    }

    private static long of(Object value, int depth) {
        return switch (value) {
            case null -> EMPTY;
            case String text -> of(text);
            case Integer number -> of(number);
            case Long number -> of(number);
            default -> of(value, Shape.of(value.getClass()), depth + 1);
        };
    }

    private static long of(Object value, Shape shape, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("key=" + TypeNames.of(value.getClass()) + ": leads back to itself, or is more than " + DEEPEST + " deep");
        }
        return switch (shape) {
            case RecordShape record -> ofRecord(value, record, depth);
            case EnumShape constant -> and(constant.descriptor.name().hashCode(), ((Enum<?>) value).name().hashCode());
            case ArrayShape array -> inOrder(array.descriptor.name().hashCode(), (Object[]) value, depth);
            case PackedShape packed -> ofPacked(value);
            case ListShape list -> inOrder(LIST, ((List<?>) value).toArray(), depth);
            case SetShape set -> ofSet((Set<?>) value, depth);
            case MapShape map -> ofMap((Map<?, ?>) value, depth);
            case OptionalShape optional -> and(OPTIONAL, of(((Optional<?>) value).orElse(null), depth));
            case RefusedShape refused -> throw refused.refusal(value);
            default -> ofLeaf(value);
        };
    }

    private static long ofRecord(Object value, RecordShape shape, int depth) {
        KeyClass type = KeyClass.of(shape);
        long hash = type.hash();
        for (int i = 0; i < type.components(); i++) {
            hash = and(hash, of(type.component(value, i), depth));
        }
        return hash;
    }

    private static long inOrder(long start, Object[] elements, int depth) {
        long hash = start;
        for (Object element : elements) {
            hash = and(hash, of(element, depth));
        }
        return and(hash, elements.length);
    }

    private static long ofPacked(Object array) {
        long hash = array.getClass().getName().hashCode();
        int length = Array.getLength(array);
        for (int i = 0; i < length; i++) {
            hash = and(hash, of(Array.get(array, i)));
        }
        return and(hash, length);
    }

    private static long ofSet(Set<?> set, int depth) {
        if (set instanceof SortedSet<?> sorted) {
            SetShape.isReversed(set, sorted.comparator());
        }
        long sum = 0;
        for (Object element : set) {
            sum += of(element, depth);
        }
        return and(SET, sum);
    }

    private static long ofMap(Map<?, ?> map, int depth) {
        if (map instanceof SortedMap<?, ?> sorted) {
            SetShape.isReversed(map, sorted.comparator());
        }
        long sum = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            sum += and(of(entry.getKey(), depth), of(entry.getValue(), depth));
        }
        return and(MAP, sum);
    }

    private static long ofLeaf(Object value) {
        return switch (value) {
            case Double v -> mix(Double.doubleToLongBits(v));
            case Float v -> mix(Float.floatToIntBits(v));
            case Boolean v -> mix(v ? 1 : 2);
            case Character v -> mix(v);
            case Byte v -> mix(v);
            case Short v -> mix(v);
            case BigInteger v -> bytes(0, v.toByteArray());
            case BigDecimal v -> bytes(v.scale(), v.unscaledValue().toByteArray());
            case UUID v -> and(v.getMostSignificantBits(), v.getLeastSignificantBits());
            case OptionalInt v -> and(v.isPresent() ? 1 : 0, v.orElse(0));
            case OptionalLong v -> and(v.isPresent() ? 1 : 0, v.orElse(0));
            case OptionalDouble v -> and(v.isPresent() ? 1 : 0, Double.doubleToLongBits(v.orElse(0)));
            case Shared v -> ofHandle(v.descriptor());
            default -> ofTime(value);
        };
    }

    private static long ofHandle(Descriptor there) {
        return and(and(there.pool().hashCode(), there.kind().hashCode()), and(there.offset(), there.incarnation()));
    }

    private static long ofTime(Object value) {
        long hash = Times.kind(value.getClass());
        for (long number : Times.numbers(value)) {
            hash = and(hash, number);
        }
        return bytes(hash, Times.zone(value).getBytes(StandardCharsets.UTF_8));
    }

    private static long bytes(long start, byte[] bytes) {
        return and(start, Arrays.hashCode(bytes));
    }

    private static long and(long hash, long part) {
        return mix(hash * 31 + part + EMPTY);
    }

    /// Spreads each bit over all (the finisher of SplitMix64).
    private static long mix(long bits) {
        long mixed = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
