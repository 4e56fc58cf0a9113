package rockpool.shell.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a session evaluates first: jshell's imports and the engine's, or what `/set start` says.
public final class Startup {

    private static final String JSHELL = "import module java.base;\n";

    private static final String ENGINE = """
            import rockpool.engine.pool.*;
            import rockpool.engine.heap.*;
            import rockpool.engine.data.*;
            import rockpool.engine.sync.*;
            import rockpool.engine.box.*;
            import rockpool.engine.process.*;
            import static rockpool.engine.process.Processes.*;
            """;

    private static final String PRINTING = """
            void print(boolean value) { System.out.print(value); }
            void print(char value) { System.out.print(value); }
            void print(int value) { System.out.print(value); }
            void print(long value) { System.out.print(value); }
            void print(float value) { System.out.print(value); }
            void print(double value) { System.out.print(value); }
            void print(char[] value) { System.out.print(value); }
            void print(String value) { System.out.print(value); }
            void print(Object value) { System.out.print(value); }
            void println() { System.out.println(); }
            void println(boolean value) { System.out.println(value); }
            void println(char value) { System.out.println(value); }
            void println(int value) { System.out.println(value); }
            void println(long value) { System.out.println(value); }
            void println(float value) { System.out.println(value); }
            void println(double value) { System.out.println(value); }
            void println(char[] value) { System.out.println(value); }
            void println(String value) { System.out.println(value); }
            void println(Object value) { System.out.println(value); }
            void printf(java.util.Locale locale, String format, Object... values) { System.out.printf(locale, format, values); }
            void printf(String format, Object... values) { System.out.printf(format, values); }
            """;

    private Startup() { }

    /// The start-up if nothing else is said.
    public static String standard() {
        return JSHELL + ENGINE;
    }

    /// The text of a built-in file, as jshell names them.
    static Optional<String> builtIn(String name) {
        return switch (name) {
            case "DEFAULT" -> Optional.of(standard());
            case "JAVASE" -> Optional.of("import module java.se;\n");
            case "PRINTING" -> Optional.of(PRINTING);
            default -> Optional.empty();
        };
    }

    /// The text of built-in files and others, one after the other.
    ///
    /// @throws UncheckedIOException naming a file that cannot be read
    public static String ofFiles(List<String> names) {
        List<String> texts = new ArrayList<>();
        for (String name : names) {
            texts.add(builtIn(name).orElseGet(() -> read(name)));
        }
        return String.join("\n", texts);
    }

    private static String read(String name) {
        try {
            return Files.readString(Paths.file(name));
        } catch (IOException e) {
            throw new UncheckedIOException("start-up file=" + name + " cannot be read: " + e.getMessage(), e);
        }
    }
}
