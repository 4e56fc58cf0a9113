package rockpool.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rockpool.shell.console.Console;

@Command(name = "/edit", description = "Opens snippets in an editor and evaluates those that were changed.")
final class EditCommand extends ConsoleCommand {

    @Mixin
    private Selection selection;

    EditCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Set<String> before = new LinkedHashSet<>();
        selection.of(console, snippet -> snippet.subKind() != Snippet.SubKind.VAR_VALUE_SUBKIND)
                .forEach(snippet -> before.add(statement(snippet)));
        Editor editor = Editor.current(console.settings());
        Path file = Files.createTempFile("rockpool-edit-", ".java");
        try {
            Files.writeString(file, String.join("\n", before) + "\n");
            int status = editor.edit(file, () -> tell("Press return to leave edit mode."));
            if (status != 0) {
                return fail("/edit: editor=" + editor + " ended with status " + status + "; /set editor chooses another");
            }
            return evaluateChanges(Files.readString(file), before) ? OK : FAILED;
        } catch (IOException e) {
            return fail("/edit: editor=" + editor + " cannot be run: " + e.getMessage() + "; /set editor chooses another");
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static String statement(Snippet snippet) {
        String source = snippet.source().strip();
        boolean expression = snippet.kind() == Snippet.Kind.EXPRESSION || snippet.kind() == Snippet.Kind.VAR;
        return expression && !source.endsWith(";") ? source + ";" : source;
    }

    private boolean evaluateChanges(String text, Set<String> before) {
        List<String> changed = new ArrayList<>();
        String rest = text;
        while (!rest.isBlank()) {
            CompletionInfo info = console.session().analysis().analyzeCompletion(rest);
            String source = (info.source() == null ? rest : info.source()).strip();
            if (!before.contains(source)) {
                changed.add(source);
            }
            rest = info.remaining() == null ? "" : info.remaining();
        }
        return changed.stream().allMatch(console::enter);
    }
}
