package rockpool.engine.heap;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The identity of a type: its source name and its structure. It is what the pool's type table holds, so that a process without the
/// class can show the values.
///
/// Within a process there is one instance for each identity, so they are compared with `==`.
///
/// | bytes | content |
/// |---|---|
/// | 1 | kind: [Kind#RECORD], [Kind#ENUM], [Kind#ARRAY] |
/// | 2 + n | name, modified UTF-8 behind its length |
/// | 2 | number of parts |
/// | parts | of a record: name and type of each component; of an enum: the name of each constant; of an array: none |
///
/// @param kind of type
/// @param name the source name, see [TypeNames]; of an array, that of the elements
/// @param parts components of a record, constants of an enum
record TypeDescriptor(int kind, String name, List<Part> parts) {

    /// @param name of a component or of a constant
    /// @param type source name of a component's type, empty for a constant
    record Part(String name, String type) {

        /// Its type's descriptor character as in a class file, `L` for all references.
        char code() {
            return switch (type) {
                case "boolean" -> 'Z';
                case "byte" -> 'B';
                case "short" -> 'S';
                case "char" -> 'C';
                case "int" -> 'I';
                case "long" -> 'J';
                case "float" -> 'F';
                case "double" -> 'D';
                default -> 'L';
            };
        }
    }

    private static final int MOST_PARTS = 0xFFFF;
    private static final ConcurrentHashMap<TypeDescriptor, TypeDescriptor> KNOWN = new ConcurrentHashMap<>();

    static TypeDescriptor of(int kind, String name, List<Part> parts) {
        var descriptor = new TypeDescriptor(kind, name, List.copyOf(parts));
        var known = KNOWN.putIfAbsent(descriptor, descriptor);
        return known == null ? descriptor : known;
    }

    byte[] encode() {
        if (parts.size() > MOST_PARTS) {
            throw new IllegalArgumentException("constants=" + parts.size() + ": an enum has at most " + MOST_PARTS);
        }
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(kind);
            out.writeUTF(name);
            out.writeShort(parts.size());
            for (Part part : parts) {
                out.writeUTF(part.name);
                if (kind == Kind.RECORD) {
                    out.writeUTF(part.type);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// @throws IllegalArgumentException if these bytes describe no type
    static TypeDescriptor decode(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int kind = in.readUnsignedByte();
            if (kind != Kind.RECORD && kind != Kind.ENUM && kind != Kind.ARRAY) {
                throw new IllegalArgumentException("kind=" + kind + ": a type is a record, an enum or an array");
            }
            String name = in.readUTF();
            int count = in.readUnsignedShort();
            var parts = new ArrayList<Part>();
            for (int i = 0; i < count; i++) {
                parts.add(new Part(in.readUTF(), kind == Kind.RECORD ? in.readUTF() : ""));
            }
            return of(kind, name, parts);
        } catch (IOException e) {
            throw new IllegalArgumentException("bytes=" + bytes.length + ": no type description", e);
        }
    }

    /// The shape as it is shown where two of them do not match: `Account[String owner, long balance]`.
    @Override
    public String toString() {
        return switch (kind) {
            case Kind.ARRAY -> name + "[]";
            case Kind.ENUM -> parts.stream().map(Part::name).collect(Collectors.joining(", ", name + "{", "}"));
            default -> parts.stream().map(part -> TypeNames.simple(part.type) + " " + part.name)
                .collect(Collectors.joining(", ", name + "[", "]"));
        };
    }
}
