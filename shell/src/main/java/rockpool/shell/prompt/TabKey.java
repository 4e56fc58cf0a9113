package rockpool.shell.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import org.jline.reader.LineReader;
import rockpool.shell.console.Commands;
import rockpool.shell.console.Console;

/// What Tab does: it completes, and pressed again at the same place it shows signatures, then documentation.
///
/// Within the brackets of a call the signatures come first, since nothing typed there narrows the completion.
final class TabKey {

    private static final int SHOWN = 12;
    private static final String INDENT = "    ";

    private final Console console;
    private final LineReader reader;
    private String lastText = "";
    private int lastCursor = -1;
    private int presses;

    TabKey(Console console, LineReader reader) {
        this.console = console;
        this.reader = reader;
    }

    boolean press() {
        String text = reader.getBuffer().toString();
        int cursor = reader.getBuffer().cursor();
        if (Commands.isCommand(text)) {
            reader.callWidget(LineReader.COMPLETE_WORD);
            return true;
        }
        if (text.isBlank()) {
            reader.getBuffer().write(INDENT);
            return true;
        }
        presses = text.equals(lastText) && cursor == lastCursor ? presses + 1 : 0;
        lastText = text;
        lastCursor = cursor;
        List<Runnable> steps = steps(text, cursor);
        if (!steps.isEmpty()) {
            steps.get(presses % steps.size()).run();
        }
        return true;
    }

    private List<Runnable> steps(String text, int cursor) {
        SourceCodeAnalysis analysis = console.session().analysis();
        List<Runnable> steps = new ArrayList<>();
        boolean completes = !analysis.completionSuggestions(text, cursor, new int[1]).isEmpty();
        List<Documentation> known = analysis.documentation(text, cursor, false);
        if (!known.isEmpty()) {
            steps.add(() -> signatures(known));
            steps.add(() -> documentation(analysis.documentation(text, cursor, true)));
        }
        if (completes) {
            String before = text.substring(0, cursor).stripTrailing();
            boolean inCall = before.endsWith("(") || before.endsWith(",");
            steps.add(inCall ? steps.size() : 0, () -> reader.callWidget(LineReader.COMPLETE_WORD));
        }
        return steps;
    }

    private void signatures(List<Documentation> known) {
        reader.printAbove(known.stream().map(Documentation::signature).distinct().limit(SHOWN).collect(Collectors.joining("\n"))
                + (known.size() > SHOWN ? "\n… " + (known.size() - SHOWN) + " more" : "")
                + "\n<press tab again to see documentation>");
    }

    private void documentation(List<Documentation> known) {
        String text = known.stream().limit(SHOWN)
                .map(one -> one.signature() + "\n" + JavadocText.of(one.javadoc(), console.output().width()))
                .collect(Collectors.joining("\n\n"));
        reader.printAbove(text);
    }
}
