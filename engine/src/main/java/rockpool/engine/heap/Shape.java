package rockpool.engine.heap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import rockpool.engine.pool.Shared;

/// How the values of one Java class go into a heap. One instance a class, made when the first value of the class is met.
///
/// A shape whose values have references of their own lets them be filled in later, so that copying in never recurses deeper than
/// [CopyIn] allows.
abstract class Shape {

    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return make(type);
        }
    };

    /// The class whose values these are.
    final Class<?> type;

    Shape(Class<?> type) {
        this.type = type;
    }

    static Shape of(Class<?> type) {
        return SHAPES.get(type);
    }

    /// The word that stands for a value, for which blocks are allocated as needed.
    abstract long word(Object value, CopyIn in);

    /// Fills the contents of a block that [#word] left to be filled.
    void fill(Object value, long position, CopyIn in) {
        throw new IllegalStateException(type.getName() + ": has nothing to fill in");
    }

    private static Shape make(Class<?> type) {
        if (Shared.class.isAssignableFrom(type)) {
            return new LeafShape(type);
        }
        if (type.isRecord()) {
            return RecordShape.make(type);
        }
        if (type.isArray()) {
            return type.getComponentType().isPrimitive() ? new PackedShape(type) : new ArrayShape(type);
        }
        if (Enum.class.isAssignableFrom(type) && type != Enum.class) {
            return enumShape(type);
        }
        if (Leaves.has(type)) {
            return new LeafShape(type);
        }
        return makeContainer(type);
    }

    private static Shape enumShape(Class<?> type) {
        Class<?> declaring = type.isEnum() ? type : type.getSuperclass();
        return type == declaring ? new EnumShape(type) : of(declaring);
    }

    private static Shape makeContainer(Class<?> type) {
        if (List.class.isAssignableFrom(type)) {
            return new ListShape(type);
        }
        if (Set.class.isAssignableFrom(type)) {
            return new SetShape(type);
        }
        if (Map.class.isAssignableFrom(type)) {
            return new MapShape(type);
        }
        return type == Optional.class ? new OptionalShape() : new RefusedShape(type);
    }
}
