package rockpool.shell.command;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import rockpool.shell.console.Console;

@Command(name = "/help", aliases = "/?", description = "Lists the commands, or tells about one command or subject.")
final class HelpCommand extends ConsoleCommand {

    private static final int WIDE = 100;

    @Parameters(arity = "0..*", paramLabel = "COMMAND-OR-SUBJECT", description = "what to tell about")
    private List<String> subject = List.of();

    HelpCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        if (subject.isEmpty()) {
            say(overview());
            return OK;
        }
        String name = subject.getFirst();
        if (subject.size() > 1 && "/set".startsWith(name.startsWith("/") ? name : "/" + name)) {
            return aboutSetting(subject.get(1));
        }
        Registry registry = (Registry) console.commands();
        List<Entry> found = registry.find(name.startsWith("/") ? name : "/" + name);
        found.forEach(entry -> say(about(registry, entry)));
        List<Subject> subjects = Subject.beginningWith(name);
        subjects.forEach(one -> say(one.text()));
        return found.isEmpty() && subjects.isEmpty() ? fail("/help: there is no command or subject " + name + ". /help lists all.") : OK;
    }

    private int aboutSetting(String name) {
        List<SetSubject> found = SetSubject.beginningWith(name);
        found.forEach(one -> say(one.help()));
        return found.isEmpty() ? fail("/help set: there is no subject " + name + "; there are " + SetSubject.titles()) : OK;
    }

    private String overview() {
        StringBuilder text = new StringBuilder("""
                Type Java: an expression, a statement or a definition.
                Or one of these commands, here with an example each.
                /help NAME tells more.""");
        for (Entry.Group group : Entry.Group.values()) {
            text.append("\n\n").append(group.title());
            for (Entry entry : ((Registry) console.commands()).entries()) {
                if (entry.group() == group && !Catalogue.HIDDEN.contains(entry.name())) {
                    text.append(console.output().width() >= WIDE
                            ? String.format("%n  %-10s %-50s %s", entry.name(), entry.summary(), entry.example())
                            : String.format("%n  %s%n      %s", entry.example(), entry.summary()));
                }
            }
        }
        text.append("\n\nSubjects (/help SUBJECT)");
        for (Subject one : Subject.values()) {
            text.append(String.format("%n  %-10s %s", one.title(), one.summary()));
        }
        return text.toString();
    }

    private String about(Registry registry, Entry entry) {
        String usage = registry.commandLine(entry).getUsageMessage().stripTrailing();
        return entry.name() + " " + entry.arguments() + "\n" + entry.summary() + "\n\n" + usage + "\n\nExample: " + entry.example();
    }
}
