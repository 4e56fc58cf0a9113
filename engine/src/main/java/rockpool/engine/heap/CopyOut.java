package rockpool.engine.heap;

import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.PoolDamagedException;

/// Copies one value out of a heap, with sharing and cycles kept.
///
/// Nothing that it reads is believed: offsets and lengths are checked against the pool's bounds before they are followed, and a budget
/// ends what damage could make endless. While it runs, the heap may change under it: see [Source].
///
/// What needs no more than one block and its leaves is made here; what has an identity, or is deep, is made by [CopyGraph].
final class CopyOut {

    /// Instead of a value: it has to be made first, and is on the graph's list.
    static final Object PENDING = new Object();

    private static final int SMALL_LEAF = 64;
    private static final int SMALL_LEAF_OF_MESSAGE = 4096;

    final Source source;
    private final Types types;
    private final long base;
    private final Writer through;
    /// The most bytes of a leaf that is made anew at each reference to it.
    private final int smallLeaf;
    private final boolean generic;
    private final ClassLoader loader;
    private CopyGraph graph;
    // The record that was made last is most likely the next one that is asked for, by the one that refers to it.
    private long lastBlock;
    private Object lastMade;

    /// @param source where the words lie
    /// @param generic whether values are to be shown without their classes
    /// @param loader whose classes are preferred, null for the thread's context class loader
    CopyOut(Source source, boolean generic, ClassLoader loader) {
        this.source = source;
        this.types = source.types();
        this.base = source.base();
        this.through = source.through();
        this.smallLeaf = source.isMessage() ? SMALL_LEAF_OF_MESSAGE : SMALL_LEAF;
        this.generic = generic;
        this.loader = loader;
    }

    /// The value that a word stands for.
    ///
    /// @param hint the shape it is expected to have, null if nothing is known
    Object read(long word, NamedShape hint) {
        Object value = value(word, hint);
        if (value == PENDING) {
            graph.run();
            value = value(word, hint);
        }
        source.confirm();
        return value;
    }

    // Generated copiers call these.

    /// The component at a position, or [#PENDING].
    Object child(long position, NamedShape hint) {
        return value(longAt(position), hint);
    }

    long longAt(long position) {
        return through == null ? Memory.getLong(position) : through.readThrough(position - base, Long.BYTES);
    }

    int intAt(long position) {
        return through == null ? Memory.getInt(position) : (int) through.readThrough(position - base, Integer.BYTES);
    }

    short shortAt(long position) {
        return through == null ? Memory.getShort(position) : (short) through.readThrough(position - base, Short.BYTES);
    }

    char charAt(long position) {
        return through == null ? Memory.getChar(position) : (char) through.readThrough(position - base, Character.BYTES);
    }

    byte byteAt(long position) {
        return through == null ? Memory.getByte(position) : (byte) through.readThrough(position - base, Byte.BYTES);
    }

    boolean booleanAt(long position) {
        return byteAt(position) != 0;
    }

    float floatAt(long position) {
        return Float.intBitsToFloat(intAt(position));
    }

    double doubleAt(long position) {
        return Double.longBitsToDouble(longAt(position));
    }

    /// Ends this attempt if the heap has changed since it began, so that no constructor sees halves of two values.
    void confirm() {
        source.confirm();
    }

    private Object value(long word, NamedShape hint) {
        if (word == Words.NULL) {
            return null;
        }
        return Words.isImmediate(word) ? immediate(word, hint) : block(word, hint);
    }

    private Object immediate(long word, NamedShape hint) {
        int bits = Words.intOf(word);
        return switch (Words.kind(word)) {
            case Words.INTEGER -> bits;
            case Words.SHORT -> (short) bits;
            case Words.BYTE -> (byte) bits;
            case Words.CHARACTER -> (char) bits;
            case Words.BOOLEAN -> bits != 0;
            case Words.FLOAT -> Float.intBitsToFloat(bits);
            case Words.LONG -> Words.longOf(word);
            case Words.DOUBLE -> Words.doubleOf(word);
            case Words.STRING -> Words.stringOf(word);
            case Words.ENUM -> constant(types.info(Words.enumType(word)), bits, hint);
            default -> throw damaged("a value word", Long.toHexString(word));
        };
    }

    private Object constant(TypeInfo info, int ordinal, NamedShape hint) {
        if (info.kind != Kind.ENUM || ordinal < 0 || ordinal >= info.descriptor.parts().size()) {
            throw damaged("a constant of an enum", info + " " + ordinal);
        }
        return shape(info, hint) instanceof EnumShape shape ? shape.constant(ordinal) : new Value.OfEnum(info.descriptor, ordinal);
    }

    private Object block(long block, NamedShape hint) {
        if (block == lastBlock) {
            return lastMade;
        }
        source.check(block, Block.HEADER);
        long header = Memory.getLong(base + block);
        TypeInfo info = types.info(Block.typeId(header));
        if (info.kind == Kind.RECORD) {
            return record(block, info, hint);
        }
        if (Kind.isLeaf(info.kind)) {
            return leaf(block, info.kind, Block.length(header));
        }
        if (info.kind == Kind.ENUM) {
            throw damaged("a value at " + block, info);
        }
        if (Kind.isPacked(info.kind)) {
            return graph().packed(block, info, Block.length(header));
        }
        return graph().node(block, info.kind == Kind.ARRAY ? shape(info, hint) : null);
    }

    private Object record(long block, TypeInfo info, NamedShape hint) {
        source.check(block, Block.HEADER + info.bytes);
        NamedShape shape = shape(info, hint);
        if (shape instanceof RecordShape record && !record.identity) {
            return construct(record, block);
        }
        return graph().node(block, shape);
    }

    Object construct(RecordShape shape, long block) {
        try {
            return shape.copier().out(base + block + Block.HEADER, this);
        } catch (Source.Torn | PoolDamagedException | UncopyableValueException | TypeMismatchException e) {
            throw e;
        } catch (RuntimeException e) {
            source.confirm();
            String stored = ValueText.show(source, block);
            throw new UncopyableValueException(stored + ": " + shape.type.getName() + " cannot be made of it: " + e, e);
        }
    }

    /// The class to make instances of, or null to show a value generically.
    NamedShape shape(TypeInfo info, NamedShape hint) {
        if (generic) {
            return null;
        }
        if (hint != null && hint.descriptor == info.descriptor) {
            return hint;
        }
        if (hint != null && hint.descriptor.kind() == info.descriptor.kind() && hint.descriptor.name().equals(info.descriptor.name())) {
            source.confirm();
            throw new TypeMismatchException(info, hint.descriptor);
        }
        NamedShape chosen = info.candidates.choose(loader);
        if (chosen == null) {
            NamedShape other = TypeRegistry.sameName(info.descriptor);
            if (other != null) {
                source.confirm();
                throw new TypeMismatchException(info, other.descriptor);
            }
        }
        return chosen;
    }

    private Object leaf(long block, int kind, int length) {
        long bytes = (long) length * Kind.elementBytes(kind);
        source.check(block, Block.HEADER + bytes);
        if (bytes <= smallLeaf) {
            return decode(block, kind, length);
        }
        return graph().leaf(block, bytes, () -> decode(block, kind, length));
    }

    private Object decode(long block, int kind, int length) {
        Object value;
        try {
            value = Leaves.read(kind, base + block + Block.HEADER, length);
        } catch (RuntimeException e) {
            throw damaged("a value of type " + Kind.name(kind) + " at " + block, e.getMessage());
        }
        if (value instanceof Descriptor descriptor) {
            confirm();
            return generic ? new Value.OfHandle(descriptor) : source.resolve(descriptor);
        }
        return value;
    }

    /// Notes what was made of a block.
    void made(long block, Object value) {
        lastBlock = block;
        lastMade = value;
    }

    /// The number of a type character at a position.
    Object number(char code, long position) {
        return switch (code) {
            case 'Z' -> booleanAt(position);
            case 'B' -> byteAt(position);
            case 'S' -> shortAt(position);
            case 'C' -> charAt(position);
            case 'I' -> intAt(position);
            case 'F' -> floatAt(position);
            case 'D' -> doubleAt(position);
            default -> longAt(position);
        };
    }

    boolean generic() {
        return generic;
    }

    /// Whether nothing can be written to what is read, so that many elements may be copied at once.
    boolean direct() {
        return through == null;
    }

    /// The position of a block's contents.
    long contents(long block) {
        return base + block + Block.HEADER;
    }

    private CopyGraph graph() {
        if (graph == null) {
            graph = new CopyGraph(this);
        }
        return graph;
    }

    PoolDamagedException damaged(String expected, Object found) {
        source.confirm();
        return new PoolDamagedException(source.place(), expected, found);
    }
}
