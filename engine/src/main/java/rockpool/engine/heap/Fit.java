package rockpool.engine.heap;

import rockpool.engine.memory.Memory;

/// Whether a value may be stored where a type is declared, as far as the pool itself knows: it has the names of types, not who implements
/// what. What it lets pass and is wrong all the same, copying out reports.
final class Fit {

    private Fit() {}

    /// Checks what is going to be stored in a block.
    ///
    /// @param offset of the word from the start of the contents
    /// @throws IllegalArgumentException if the component there can hold no such value
    static void check(Place place, long offset, long word) {
        if (word == Words.NULL || place.info.kind != Kind.RECORD) {
            return;
        }
        for (int i = 0; i < place.info.offsets.length; i++) {
            if (place.info.offsets[i] == offset) {
                check(place, place.info.descriptor.parts().get(i), typeOf(place, word));
            }
        }
    }

    private static void check(Place place, TypeDescriptor.Part part, TypeInfo stored) {
        if (!fits(part.type(), stored)) {
            throw new IllegalArgumentException(part.name() + "=a " + stored.name() + ": " + place.info + " cannot hold it there");
        }
    }

    private static TypeInfo typeOf(Place place, long word) {
        Types types = place.heap.types();
        if (Words.isReference(word)) {
            return types.info(Block.typeId(Memory.getLong(place.heap.base() + word)));
        }
        return switch (Words.kind(word)) {
            case Words.STRING -> Types.builtIn(Kind.LATIN1);
            case Words.LONG -> Types.builtIn(Kind.LONG);
            case Words.DOUBLE -> Types.builtIn(Kind.DOUBLE);
            case Words.ENUM -> types.info(Words.enumType(word));
            default -> Types.builtIn(Kind.BOX);
        };
    }

    private static boolean fits(String declared, TypeInfo stored) {
        if (declared.equals("java.lang.Object") || declared.equals(stored.name())) {
            return true;
        }
        return switch (declared) {
            case "java.lang.String" -> stored.kind == Kind.LATIN1 || stored.kind == Kind.UTF16;
            case "java.lang.Integer", "java.lang.Short", "java.lang.Byte", "java.lang.Character", "java.lang.Boolean", "java.lang.Float" ->
                stored.kind == Kind.BOX;
            case "java.util.List" -> stored.kind == Kind.LIST || stored.kind >= Kind.INT_LIST && stored.kind <= Kind.DOUBLE_LIST;
            case "java.util.Set" -> stored.kind == Kind.SET || stored.kind == Kind.SORTED_SET || stored.kind == Kind.REVERSED_SET;
            case "java.util.Map" -> stored.kind == Kind.MAP || stored.kind == Kind.SORTED_MAP || stored.kind == Kind.REVERSED_MAP;
            default -> fitsOther(declared, stored);
        };
    }

    /// A type of the JDK may be one that many implement; one of the program holds the program's values only.
    private static boolean fitsOther(String declared, TypeInfo stored) {
        boolean builtIn = stored.descriptor == null;
        if (!declared.startsWith("java.")) {
            return !builtIn || stored.kind == Kind.HANDLE;
        }
        return !builtIn || !isLeafOfItsOwn(declared) || TypeNames.simple(declared).equals(stored.name());
    }

    private static boolean isLeafOfItsOwn(String declared) {
        String simple = TypeNames.simple(declared);
        for (int kind = Kind.LATIN1; kind <= Kind.LAST_LEAF; kind++) {
            if (simple.equals(Kind.name(kind))) {
                return true;
            }
        }
        return false;
    }
}
