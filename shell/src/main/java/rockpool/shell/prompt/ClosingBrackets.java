package rockpool.shell.prompt;

import org.jline.keymap.KeyMap;
import org.jline.reader.Buffer;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;

/// What the keys `}`, `)` and `]` do: they type themselves, and a brace that begins its line takes one step of the indentation back.
///
/// JLine's own widgets for them take blanks away wherever they stand, also within a literal.
final class ClosingBrackets {

    private static final String BRACE = "}";

    private final LineReader reader;
    private final int indentation;

    private ClosingBrackets(LineReader reader, int indentation) {
        this.reader = reader;
        this.indentation = indentation;
    }

    static void bind(LineReader reader, int indentation) {
        KeyMap<org.jline.reader.Binding> keys = reader.getKeyMaps().get(LineReader.MAIN);
        keys.bind(new Reference(LineReader.SELF_INSERT), ")", "]");
        reader.getWidgets().put("rockpool-close-brace", new ClosingBrackets(reader, indentation)::brace);
        keys.bind(new Reference("rockpool-close-brace"), BRACE);
    }

    private boolean brace() {
        Buffer buffer = reader.getBuffer();
        String before = buffer.upToCursor();
        String line = before.substring(before.lastIndexOf('\n') + 1);
        if (!line.isEmpty() && line.isBlank()) {
            buffer.backspace(Math.min(indentation, line.length()));
        }
        buffer.write(BRACE);
        return true;
    }
}
