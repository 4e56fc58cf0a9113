package rockpool.engine.heap;

import java.util.List;

/// Chooses how a value is seen in place.
final class Views {

    private Views() {}

    /// Whether values of a type can be seen in place. Leaves, sets, maps and optionals are copied.
    static boolean has(TypeInfo info) {
        return info.kind == Kind.RECORD || isList(info.kind);
    }

    private static boolean isList(int kind) {
        return kind == Kind.ARRAY || kind == Kind.LIST || Kind.isPacked(kind);
    }

    /// A view of a record, list or array.
    ///
    /// @throws TypeMismatchException if it cannot be seen as wanted
    static Object of(Place place, Wanted wanted) {
        if (isList(place.info.kind)) {
            if (!wanted.type().isAssignableFrom(ListView.class)) {
                throw new TypeMismatchException(place.info, TypeNames.of(wanted.type()));
            }
            return new ListView(place, wanted.elements() == null ? Wanted.ANYTHING : wanted.elements());
        }
        if (wanted.type().isAssignableFrom(StructView.class)) {
            return new StructView(place);
        }
        if (wanted.type() == List.class || !Wanted.isView(wanted.type())) {
            throw new TypeMismatchException(place.info, TypeNames.of(wanted.type()));
        }
        return ViewFactory.view(wanted.type(), place);
    }
}
