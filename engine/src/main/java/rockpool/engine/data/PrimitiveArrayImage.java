package rockpool.engine.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.MappedPool;

/// An array of primitives: an element in a row if it has one dimension, else the elements of its last one.
final class PrimitiveArrayImage extends StructureImage {

    private final MappedPool pool;
    private final ArrayInfo info;
    private final long[] shape;
    private final ElementKind kind;

    PrimitiveArrayImage(MappedPool pool, ArrayInfo info) {
        super(info.name().orElse(""), info.offset(), Kind.PRIMITIVE_ARRAY);
        this.pool = pool;
        this.info = info;
        this.shape = info.lengths();
        this.kind = info.kind();
    }

    @Override
    public String type() {
        String name = kind.toString();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Array";
    }

    @Override
    long incarnation() {
        return info.incarnation();
    }

    @Override
    public List<Long> dimensions() {
        return info.shape();
    }

    @Override
    public List<String> components() {
        return List.of();
    }

    @Override
    public List<String> keys(int most) {
        return List.of();
    }

    @Override
    public StructurePage page(Excerpt excerpt) {
        List<List<Object>> rows = new ArrayList<>();
        long all = rows();
        long end = excerpt.end(all);
        MemorySegment elements = Memory.segment(pool.position() + info.data(), info.bytes());
        for (long row = excerpt.start(all); row < end; row++) {
            rows.add(shape.length == 1 ? List.of(row, text(elements, row)) : List.of(index(row), row(elements, row, excerpt)));
        }
        ArrayInfo now = ArrayInfo.at(pool, offset());
        if (now == null || now.incarnation() != info.incarnation() || now.data() != info.data()) {
            throw destroyed();
        }
        long next = end < all ? end : -1;
        return new StructurePage(ArrayShape.text(kind, shape), ArrayShape.length(shape), "", titles(excerpt), rows, next, false, List.of());
    }

    private List<String> titles(Excerpt excerpt) {
        return shape.length == 1 ? List.of("index", "value")
            : List.of("index", excerpt.column() == 0 ? "values" : "values from " + excerpt.column());
    }

    private long rows() {
        return shape.length == 1 ? shape[0] : ArrayShape.length(Arrays.copyOf(shape, shape.length - 1));
    }

    /// The index of a row in all dimensions but the last.
    private String index(long row) {
        long[] index = new long[shape.length - 1];
        long left = row;
        for (int i = index.length - 1; i >= 0; i--) {
            index[i] = left % shape[i];
            left /= shape[i];
        }
        return LongStream.of(index).mapToObj(Long::toString).collect(Collectors.joining(", "));
    }

    private String row(MemorySegment elements, long row, Excerpt excerpt) {
        var text = new StringBuilder("[");
        long length = shape[shape.length - 1];
        for (long i = excerpt.column(); i < length; i++) {
            text.append(i == excerpt.column() ? "" : ", ");
            if (text.length() > excerpt.width()) {
                return text.append("…]").toString();
            }
            text.append(text(elements, row * length + i));
        }
        return text.append(']').toString();
    }

    private String text(MemorySegment elements, long index) {
        long at = index << kind.shift();
        return switch (kind) {
            case BYTE -> "" + elements.get(ValueLayout.JAVA_BYTE, at);
            case SHORT -> "" + elements.get(ValueLayout.JAVA_SHORT_UNALIGNED, at);
            case CHAR -> "'" + elements.get(ValueLayout.JAVA_CHAR_UNALIGNED, at) + "'";
            case INT -> "" + elements.get(ValueLayout.JAVA_INT_UNALIGNED, at);
            case LONG -> "" + elements.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
            case FLOAT -> "" + elements.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at);
            case DOUBLE -> "" + elements.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, at);
        };
    }
}
