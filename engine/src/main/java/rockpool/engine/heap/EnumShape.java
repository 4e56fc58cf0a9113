package rockpool.engine.heap;

import java.util.ArrayList;

/// The shape of an enum: its constants are immediates of type and ordinal.
final class EnumShape extends NamedShape {

    private final Object[] constants;

    EnumShape(Class<?> type) {
        super(type, describe(type));
        this.constants = type.getEnumConstants();
    }

    private static TypeDescriptor describe(Class<?> type) {
        var parts = new ArrayList<TypeDescriptor.Part>();
        for (Object constant : type.getEnumConstants()) {
            parts.add(new TypeDescriptor.Part(((Enum<?>) constant).name(), ""));
        }
        return TypeDescriptor.of(Kind.ENUM, TypeNames.of(type), parts);
    }

    @Override
    long word(Object value, CopyIn in) {
        return Words.ofEnum(info(in.types).id, ((Enum<?>) value).ordinal());
    }

    Object constant(int ordinal) {
        return constants[ordinal];
    }
}
