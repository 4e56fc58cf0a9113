package rockpool.shell.prompt;

import java.util.List;
import jdk.jshell.SourceCodeAnalysis.QualifiedNames;
import org.jline.keymap.KeyMap;
import org.jline.reader.Buffer;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.Widget;
import rockpool.shell.console.Console;

/// The keys of jshell that save typing: Shift-Tab and then `v` makes what was typed a variable, `m` a method, `i` imports the name at the
/// cursor. Alt-Enter begins a new line in the snippet.
final class ShortcutKeys {

    private static final String SHIFT_TAB = KeyMap.esc() + "[Z";

    private final Console console;
    private final LineReader reader;

    private ShortcutKeys(Console console, LineReader reader) {
        this.console = console;
        this.reader = reader;
    }

    static void bind(Console console, LineReader reader) {
        ShortcutKeys keys = new ShortcutKeys(console, reader);
        keys.bind("rockpool-variable", keys::variable, SHIFT_TAB + "v");
        keys.bind("rockpool-method", keys::method, SHIFT_TAB + "m");
        keys.bind("rockpool-import", keys::importName, SHIFT_TAB + "i");
        keys.bind("rockpool-new-line", keys::newLine, KeyMap.alt(KeyMap.ctrl('M')));
    }

    private void bind(String name, Widget widget, String keys) {
        reader.getWidgets().put(name, widget);
        reader.getKeyMaps().get(LineReader.MAIN).bind(new Reference(name), keys);
    }

    /// `expression` becomes `Type | = expression`, with the cursor where the name goes.
    private boolean variable() {
        String expression = reader.getBuffer().toString();
        String type = type(expression);
        if (type == null) {
            reader.printAbove("|  Shift-Tab v needs a single valid expression before it.");
        } else {
            write(type + " ", " = " + expression);
        }
        return true;
    }

    /// `expression` becomes `Type |() { return expression; }`, a statement a method without a result.
    private boolean method() {
        String text = reader.getBuffer().toString().strip();
        String type = type(text);
        boolean ends = text.endsWith(";") || text.endsWith("}");
        if (type == null || type.equals("void")) {
            write("void ", "() { " + text + (ends ? "" : ";") + " }");
        } else {
            write(type + " ", "() { return " + text + (ends ? "" : ";") + " }");
        }
        return true;
    }

    private String type(String text) {
        return console.session().analysis().analyzeType(text, text.length());
    }

    private void write(String before, String after) {
        Buffer buffer = reader.getBuffer();
        buffer.clear();
        buffer.write(before + after);
        buffer.cursor(before.length());
    }

    /// Imports what the simple name before the cursor can mean, if that is only one thing; shows the candidates otherwise.
    private boolean importName() {
        String text = reader.getBuffer().toString();
        QualifiedNames known = console.session().analysis().listQualifiedNames(text, reader.getBuffer().cursor());
        List<String> names = known.getNames();
        if (known.isResolvable()) {
            reader.printAbove("|  The name is known here already.");
        } else if (names.size() == 1) {
            console.enter("import " + names.getFirst() + ";");
            reader.printAbove("|  Imported " + names.getFirst());
        } else {
            reader.printAbove(names.isEmpty() ? "|  There is nothing of that name to import."
                    : "|  It may be:\n" + String.join("\n", names.stream().map(name -> "|    import " + name + ";").toList()));
        }
        return true;
    }

    private boolean newLine() {
        reader.getBuffer().write('\n');
        return true;
    }
}
