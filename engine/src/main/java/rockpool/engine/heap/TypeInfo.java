package rockpool.engine.heap;

import java.util.Arrays;
import java.util.List;

/// A type as blocks of one pool refer to it: where its references lie, and for a record the place of each component.
///
/// Immutable; the Java class that this process takes for it is found through [#candidates].
final class TypeInfo {

    /// The contents have no references.
    static final int NO_REFERENCES = 0;
    /// The contents have value words at [#referenceOffsets].
    static final int FIELDS = 1;
    /// The contents are value words, as many as the header's length says.
    static final int WORDS = 2;

    private static final int[] NONE = {};
    private static final int[] SIZES = {8, 4, 2, 1};

    /// What a block's header holds.
    final int id;
    final int kind;
    /// [#NO_REFERENCES], [#FIELDS] or [#WORDS].
    final int shape;
    /// Bytes from the content's start to each value word.
    final int[] referenceOffsets;
    /// Null for a built-in type.
    final TypeDescriptor descriptor;
    /// Of a record: bytes from the content's start to each component.
    final int[] offsets;
    /// Of a record: the components' type characters, see [TypeDescriptor.Part#code()].
    final char[] codes;
    /// Of a record: the length of its contents.
    final int bytes;
    /// The classes of this process that are this type; null for a built-in one.
    final Candidates candidates;

    private TypeInfo(int id, int kind, int shape, TypeDescriptor descriptor) {
        this.id = id;
        this.kind = kind;
        this.shape = shape;
        this.descriptor = descriptor;
        this.referenceOffsets = NONE;
        this.offsets = NONE;
        this.codes = new char[0];
        this.bytes = 0;
        this.candidates = descriptor == null ? null : TypeRegistry.candidates(descriptor);
    }

    private TypeInfo(int id, TypeDescriptor descriptor) {
        this.id = id;
        this.kind = Kind.RECORD;
        this.descriptor = descriptor;
        this.codes = codes(descriptor.parts());
        this.offsets = new int[codes.length];
        this.bytes = layOut(codes, offsets);
        this.referenceOffsets = references(codes, offsets);
        this.shape = referenceOffsets.length == 0 ? NO_REFERENCES : FIELDS;
        this.candidates = TypeRegistry.candidates(descriptor);
    }

    /// The type that a pool's table has under an id.
    ///
    /// @throws IllegalArgumentException if these bytes describe no type
    static TypeInfo decode(int id, byte[] bytes) {
        return of(id, TypeDescriptor.decode(bytes));
    }

    static TypeInfo of(int id, TypeDescriptor descriptor) {
        return switch (descriptor.kind()) {
            case Kind.RECORD -> new TypeInfo(id, descriptor);
            case Kind.ARRAY -> new TypeInfo(id, Kind.ARRAY, WORDS, descriptor);
            default -> new TypeInfo(id, Kind.ENUM, NO_REFERENCES, descriptor);
        };
    }

    static TypeInfo builtIn(int kind) {
        return new TypeInfo(Types.FIRST_BUILT_IN + kind, kind, Kind.isWords(kind) ? WORDS : NO_REFERENCES, null);
    }

    private static char[] codes(List<TypeDescriptor.Part> parts) {
        char[] codes = new char[parts.size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = parts.get(i).code();
        }
        return codes;
    }

    /// Components by falling size, each size in the order of declaration, so that all are aligned and there are no gaps.
    private static int layOut(char[] codes, int[] offsets) {
        int at = 0;
        for (int size : SIZES) {
            for (int i = 0; i < codes.length; i++) {
                if (size(codes[i]) == size) {
                    offsets[i] = at;
                    at += size;
                }
            }
        }
        return at;
    }

    private static int[] references(char[] codes, int[] offsets) {
        int count = 0;
        int[] found = new int[codes.length];
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] == 'L') {
                found[count++] = offsets[i];
            }
        }
        return Arrays.copyOf(found, count);
    }

    /// The bytes that a component of a type takes.
    static int size(char code) {
        return switch (code) {
            case 'Z', 'B' -> 1;
            case 'S', 'C' -> 2;
            case 'I', 'F' -> 4;
            default -> 8;
        };
    }

    /// The length of a block's contents by the length in its header. Not trusted: a damaged header gives a length that is wrong.
    long contentBytes(int length) {
        return kind == Kind.RECORD ? bytes : (long) length * Kind.elementBytes(kind);
    }

    /// The index of a record's component, or -1.
    int component(String name) {
        if (kind == Kind.RECORD) {
            for (int i = 0; i < codes.length; i++) {
                if (descriptor.parts().get(i).name().equals(name)) {
                    return i;
                }
            }
        }
        return -1;
    }

    /// The name as a person reads it.
    String name() {
        if (descriptor == null) {
            return Kind.name(kind);
        }
        return kind == Kind.ARRAY ? descriptor.name() + "[]" : descriptor.name();
    }

    @Override
    public String toString() {
        return descriptor == null ? name() : descriptor.toString();
    }
}
