package rockpool.engine.heap;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import rockpool.engine.pool.Shared;

/// The shape of a class of records.
///
/// A record of which all components are leaves has no identity: it is copied wherever it is met. Any other is copied once, however
/// many references lead to it.
final class RecordShape extends NamedShape {

    final boolean identity;
    /// The length of the contents of its blocks.
    final int bytes;
    // Has no state, so that a race costs no more than a second look.
    private RecordCopier copier;

    private RecordShape(Class<?> type) {
        super(type, describe(type));
        this.identity = !allLeaves(type);
        this.bytes = TypeInfo.of(0, descriptor).bytes;
    }

    /// The shape of a record class, or one that refuses its values if the engine cannot reach its constructor or components.
    static Shape make(Class<?> type) {
        if (RecordCopierFactory.lookup(type) == null) {
            return new RefusedShape(type, ": " + type.getModule() + " does not open " + type.getPackageName() + " to the engine");
        }
        return new RecordShape(type);
    }

    private static TypeDescriptor describe(Class<?> type) {
        var parts = new ArrayList<TypeDescriptor.Part>();
        for (RecordComponent component : type.getRecordComponents()) {
            parts.add(new TypeDescriptor.Part(component.getName(), TypeNames.of(component.getType())));
        }
        return TypeDescriptor.of(Kind.RECORD, TypeNames.of(type), parts);
    }

    private static boolean allLeaves(Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (!isLeaf(component.getType())) {
                return false;
            }
        }
        return true;
    }

    /// Whether a component of this type holds nothing but leaves.
    static boolean isLeaf(Class<?> type) {
        return type.isPrimitive() || type.isEnum() || Leaves.has(type) || Shared.class.isAssignableFrom(type);
    }

    RecordCopier copier() {
        RecordCopier now = copier;
        return now != null ? now : makeCopier();
    }

    private synchronized RecordCopier makeCopier() {
        if (copier == null) {
            copier = RecordCopierFactory.make(this);
        }
        return copier;
    }

    @Override
    long word(Object value, CopyIn in) {
        if (identity) {
            return identityWord(value, in);
        }
        TypeInfo info = info(in.types);
        long block = in.allocate(info, info.bytes, info.bytes);
        copier().in(value, in.contents(block), in);
        return block;
    }

    private long identityWord(Object value, CopyIn in) {
        long known = in.seen(value);
        if (known != 0) {
            return known;
        }
        TypeInfo info = info(in.types);
        long block = in.allocate(info, info.bytes, info.bytes);
        in.remember(value, block);
        in.fill(this, value, block);
        return block;
    }

    @Override
    void fill(Object value, long position, CopyIn in) {
        copier().in(value, position, in);
    }
}
