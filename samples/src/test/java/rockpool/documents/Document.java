package rockpool.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The parts of a document that a console can run, all in one session and in order.
///
/// A block fenced as `java` or `jshell` is input. A block fenced as `console` shows a prompt: what stands after the prompt is input, the
/// other lines are what the console answers. A block fenced as `sh` is for the shell.
///
/// @param input    the lines to enter
/// @param answers  the lines that must appear, in this order; `…` stands for anything
/// @param commands the lines for the shell
record Document(List<String> input, List<String> answers, List<String> commands) {

    private static final List<String> PROMPTS = List.of("rockpool> ", "    ...> ");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)");

    static Document of(String text) {
        Document document = new Document(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        String fence = null;
        for (String line : text.split("\n")) {
            if (line.startsWith("```")) {
                fence = fence == null ? line.substring(3).strip() : null;
            } else if (fence != null) {
                document.add(fence, line);
            }
        }
        return document;
    }

    /// The files that a document links.
    static List<String> links(String text) {
        return LINK.matcher(text).results().map(link -> link.group(1)).filter(link -> !link.contains("://")).toList();
    }

    private void add(String fence, String line) {
        switch (fence) {
            case "java", "jshell" -> input.add(line);
            case "console" -> addOfTranscript(line);
            case "sh" -> commands.add(line);
            default -> { }
        }
    }

    private void addOfTranscript(String line) {
        for (String prompt : PROMPTS) {
            if (line.startsWith(prompt)) {
                input.add(line.substring(prompt.length()));
                return;
            }
        }
        if (!line.isBlank()) {
            answers.add(line);
        }
    }

    /// The same with another name for a pool or box, so that a run meets none of this machine.
    Document with(String name, String other) {
        return new Document(renamed(input, name, other), renamed(answers, name, other), commands);
    }

    private static List<String> renamed(List<String> lines, String name, String other) {
        return lines.stream().map(line -> line.replaceAll("\\b" + name + "\\b", other)).toList();
    }

    /// The first answer that does not appear in its turn, null if all do.
    String missingIn(List<String> output) {
        int next = 0;
        for (String answer : answers) {
            Pattern pattern = Pattern.compile(Pattern.quote(answer.strip()).replace("…", "\\E.*\\Q"));
            while (next < output.size() && !pattern.matcher(output.get(next).strip()).matches()) {
                next++;
            }
            if (next++ == output.size()) {
                return answer;
            }
        }
        return null;
    }
}
