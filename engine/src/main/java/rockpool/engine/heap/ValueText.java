package rockpool.engine.heap;

import rockpool.engine.memory.Memory;
import rockpool.engine.memory.Region;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.PoolDamagedException;

/// Shows a value as text, straight from a pool's memory and without any class of the program: `Account[owner=ann, balance=10]`.
///
/// It takes no lock, so it works whatever the heap's owner does, and may then show halves of two values. Its length and depth are
/// limited: cycles end, and ten million elements cost no more than the first that are shown.
public final class ValueText {

    private static final int MOST = 400;
    private static final int DEEPEST = 12;
    private static final String MORE = "…";

    private final Source source;
    private final int most;
    private final StringBuilder text = new StringBuilder();

    private ValueText(Source source, int most) {
        this.source = source;
        this.most = most;
    }

    /// The value of a heap's root, as this process sees it now.
    ///
    /// @param most characters, roughly
    public static String show(Heap heap, int most) {
        return show(Source.inspected(heap.pool().region(), heap.types()), heap.root(), most);
    }

    static String show(Source source, long word) {
        return show(source, word, MOST);
    }

    /// @throws PoolDamagedException if the value leads outside the pool
    static String show(Source source, long word, int most) {
        var shown = new ValueText(source, most);
        shown.word(word, 0);
        return shown.text.toString();
    }

    /// What lies at a place, as the calling thread sees it.
    static String of(Place place) {
        try {
            String text = show(place.source(), place.block);
            place.check();
            return text;
        } catch (StaleValueException e) {
            return "stale value";
        }
    }

    /// For an inspector that has no more than a mapping and the types in it.
    static String show(Region region, Types types, long word, int most) {
        return show(Source.inspected(region, types), word, most);
    }

    private void word(long word, int depth) {
        if (word == Words.NULL) {
            text.append("null");
        } else if (Words.isImmediate(word)) {
            immediate(word);
        } else if (depth > DEEPEST || text.length() > most) {
            text.append(MORE);
        } else {
            block(word, depth);
        }
    }

    private void immediate(long word) {
        int bits = Words.intOf(word);
        switch (Words.kind(word)) {
            case Words.INTEGER, Words.SHORT, Words.BYTE -> text.append(bits);
            case Words.CHARACTER -> text.append('\'').append((char) bits).append('\'');
            case Words.BOOLEAN -> text.append(bits != 0);
            case Words.FLOAT -> text.append(Float.intBitsToFloat(bits));
            case Words.LONG -> text.append(Words.longOf(word));
            case Words.DOUBLE -> text.append(Words.doubleOf(word));
            case Words.STRING -> text.append(Words.stringOf(word));
            case Words.ENUM -> constant(source.types().info(Words.enumType(word)), bits);
            default -> throw new PoolDamagedException(source.place(), "a value word", Long.toHexString(word));
        }
    }

    private void constant(TypeInfo info, int ordinal) {
        if (info.kind != Kind.ENUM || ordinal < 0 || ordinal >= info.descriptor.parts().size()) {
            throw new PoolDamagedException(source.place(), "a constant of an enum", info + " " + ordinal);
        }
        text.append(info.descriptor.parts().get(ordinal).name());
    }

    private void block(long block, int depth) {
        source.check(block, Block.HEADER);
        long header = Memory.getLong(source.base() + block);
        TypeInfo info = source.types().info(Block.typeId(header));
        int length = Block.length(header);
        source.check(block, Block.HEADER + info.contentBytes(length));
        long position = source.base() + block + Block.HEADER;
        if (info.kind == Kind.RECORD) {
            record(info, position, depth);
        } else if (Kind.isLeaf(info.kind)) {
            leaf(info.kind, position, length);
        } else if (Kind.isPacked(info.kind)) {
            packed(info.kind, position, length);
        } else {
            container(info, position, length, depth);
        }
    }

    private void record(TypeInfo info, long position, int depth) {
        text.append(TypeNames.simple(info.descriptor.name())).append('[');
        for (int i = 0; i < info.codes.length; i++) {
            text.append(i == 0 ? "" : ", ").append(info.descriptor.parts().get(i).name()).append('=');
            if (info.codes[i] == 'L') {
                word(source.longAt(position + info.offsets[i]), depth + 1);
            } else {
                number(info.codes[i], position + info.offsets[i]);
            }
        }
        text.append(']');
    }

    private void number(char code, long position) {
        Object value = Numbers.of(code, source.bitsAt(position, TypeInfo.size(code)));
        text.append(code == 'C' ? "'" + value + "'" : value);
    }

    private void leaf(int kind, long position, int length) {
        boolean isText = kind == Kind.LATIN1 || kind == Kind.UTF16;
        int shown = isText ? Math.min(length, most) : length;
        try {
            Object value = Leaves.read(kind, position, shown);
            text.append(value instanceof Descriptor handle ? handle.kind() + "@" + Long.toHexString(handle.offset()) : value);
        } catch (RuntimeException e) {
            throw new PoolDamagedException(source.place(), "a value of type " + Kind.name(kind), e.getMessage());
        }
        text.append(shown < length ? MORE : "");
    }

    private void packed(int kind, long position, int length) {
        text.append('[');
        for (int i = 0; i < length && more(i); i++) {
            number(PackedShape.code(kind), position + (long) i * Kind.elementBytes(kind));
        }
        text.append(']');
    }

    /// Writes what stands between elements, and says whether there is room for another.
    private boolean more(int index) {
        text.append(index == 0 ? "" : ", ");
        if (text.length() > most) {
            text.append(MORE);
            return false;
        }
        return true;
    }

    private void container(TypeInfo info, long position, int length, int depth) {
        boolean isMap = info.kind == Kind.MAP || info.kind == Kind.SORTED_MAP || info.kind == Kind.REVERSED_MAP;
        text.append(info.kind == Kind.OPTIONAL ? "Optional[" : isMap ? "{" : "[");
        int step = isMap ? 2 : 1;
        for (int i = 0; i + step <= length && more(i); i += step) {
            word(source.longAt(position + (long) i * Long.BYTES), depth + 1);
            if (isMap) {
                text.append('=');
                word(source.longAt(position + (long) (i + 1) * Long.BYTES), depth + 1);
            }
        }
        text.append(isMap ? "}" : "]");
    }
}
