package rockpool.engine.heap;

/// A key that a hash table is searched for: a value of this process, which is compared with those that lie in the heap where they lie.
///
/// Keys are **equal by structure**, in all processes and for all classes of one name and structure:
///
/// | keys | are equal if |
/// |---|---|
/// | boxes, strings, `java.time`, `UUID`, `BigInteger` | they have the same class and are equal: `1` is not `1L` |
/// | `BigDecimal` | value and scale are the same: `1.0` is not `1.00` |
/// | `Double`, `Float`, also as components and elements | they are the same number: NaN is NaN, `-0.0` is not `0.0` |
/// | constants of enums | they have one name in enums of one name with the same constants |
/// | records | they have one class and their components are equal, by this table |
/// | arrays | they have one component type and the same elements in order |
/// | lists | they have the same elements in order, whatever their classes |
/// | sets, maps | they have the same elements or entries, whatever their classes and orders |
/// | `Optional` and its likes | both are empty, or their values are equal |
/// | handles of shared things | they are handles of the same thing |
///
/// Wherever it means the same, that is Java's `equals`; what differs are arrays, which Java compares by identity. A record whose class has
/// an `equals` of its own is no key: who looks at it in place, or without its class, could not compare it.
///
/// The hash is made of the same parts, and nothing in it depends on a process. Immutable, but for the value, which must not be changed
/// meanwhile.
public final class Key {

    private static final int HASH_SHIFT = 9;

    private final Object value;
    private final long hashWord;
    /// The word of a value that always lies in a word, or null.
    private final long word;

    private Key(Object value, long hash, long word) {
        this.value = value;
        this.hashWord = Words.of(Math.max(hash >>> HASH_SHIFT, 1));
        this.word = word;
    }

    /// @param value not null; a value of a heap stands for a copy of it
    /// @throws NotShareableException if a part of it cannot live in a heap
    /// @throws IllegalArgumentException if it is null, is a record with an `equals` of its own, or leads back to itself
    public static Key of(Object value) {
        return switch (value) {
            case null -> throw new IllegalArgumentException("key=null: allowed is any value but null");
            case String text -> new Key(text, KeyHash.of(text), Words.of(text));
            case Integer number -> new Key(number, KeyHash.of(number), Words.of((int) number));
            case Long number -> new Key(number, KeyHash.of(number), Words.of((long) number));
            case InHeap there -> general(there.copy());
            default -> general(value);
        };
    }

    private static Key general(Object value) {
        try {
            return new Key(value, KeyHash.of(value), Words.NULL);
        } catch (RefusedShape.Refusal e) {
            throw new NotShareableException(RefusalPath.find(value, e.value), TypeNames.of(e.value.getClass()), e.reason);
        }
    }

    /// The value itself, to be copied into the heap.
    public Object value() {
        return value;
    }

    /// Its hash, from 1 to 2⁵⁵ - 1, with all bits equally good.
    public long hash() {
        return Words.longOf(hashWord);
    }

    /// The word that [Change#putNumber] stores for the hash.
    public long hashWord() {
        return hashWord;
    }

    /// Whether what a word stands for is an equal key.
    public boolean isAt(Source source, long stored) {
        return word != Words.NULL ? stored == word : KeyMatch.same(source, stored, value);
    }
}
