package rockpool.shell.session;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.Function;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;

/// How the contents of frames are written as bytes: texts, lists of texts, classes.
final class Packing {

    @FunctionalInterface
    interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    @FunctionalInterface
    interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    private Packing() { }

    static byte[] pack(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writer.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static <T> T unpack(byte[] bytes, Reader<T> reader) throws IOException {
        return reader.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    /// Writes a text of any length, or null.
    static void text(DataOutputStream out, String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        bytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(DataInputStream in) throws IOException {
        byte[] bytes = bytes(in);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    static byte[] texts(String... texts) {
        return pack(out -> {
            out.writeInt(texts.length);
            for (String text : texts) {
                text(out, text);
            }
        });
    }

    static String[] texts(byte[] bytes) throws IOException {
        return unpack(bytes, in -> {
            String[] texts = new String[in.readInt()];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = text(in);
            }
            return texts;
        });
    }

    /// @param lines what the lines of a class are called, null if as the compiler does
    static byte[] classes(Collection<ClassBytecodes> classes, Function<String, ClassLines> lines) {
        return pack(out -> {
            out.writeInt(classes.size());
            for (ClassBytecodes one : classes) {
                text(out, one.name());
                bytes(out, one.bytecodes());
                ClassLines.pack(out, lines.apply(one.name()));
            }
        });
    }

    /// The classes, with their lines called as they are to be.
    static ClassBytecodes[] classes(byte[] bytes) throws IOException {
        return unpack(bytes, in -> {
            ClassBytecodes[] classes = new ClassBytecodes[in.readInt()];
            for (int i = 0; i < classes.length; i++) {
                String name = text(in);
                byte[] compiled = bytes(in);
                ClassLines lines = ClassLines.unpack(in);
                classes[i] = new ClassBytecodes(name, lines == null ? compiled : LineWeaver.weave(compiled, lines));
            }
            return classes;
        });
    }

    static void stack(DataOutputStream out, StackTraceElement[] stack) throws IOException {
        out.writeInt(stack.length);
        for (StackTraceElement element : stack) {
            for (String part : Arrays.asList(element.getClassLoaderName(), element.getModuleName(), element.getModuleVersion(),
                    element.getClassName(), element.getMethodName(), element.getFileName())) {
                text(out, part);
            }
            out.writeInt(element.getLineNumber());
        }
    }

    static StackTraceElement[] stack(DataInputStream in) throws IOException {
        StackTraceElement[] stack = new StackTraceElement[in.readInt()];
        for (int i = 0; i < stack.length; i++) {
            stack[i] = new StackTraceElement(text(in), text(in), text(in), text(in), text(in), text(in), in.readInt());
        }
        return stack;
    }

    private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
