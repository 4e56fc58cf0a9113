package rockpool.shell.lab;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;
import rockpool.engine.posix.OperatingSystem;
import rockpool.engine.process.ProcessInfo;

@Command(name = "/kill", description = "Sends a signal to processes; TERM if none is named. STOP and CONT halt and continue them.")
final class KillCommand extends LabCommand {

    @Option(names = {"-s", "--signal"}, paramLabel = "SIGNAL", description = "a name or a number; -KILL and -9 are short for it")
    private String signal = "TERM";

    @Parameters(arity = "0..*", paramLabel = "ID-OR-NAME", description = "process numbers, or names of definitions")
    private List<String> which = new ArrayList<>();

    @Unmatched
    private List<String> shortened = new ArrayList<>();

    KillCommand(Lab lab) {
        super(lab);
    }

    @Override
    public Integer call() {
        List<String> words = new ArrayList<>(shortened);
        words.addAll(which);
        words.stream().filter(word -> word.startsWith("-")).forEach(word -> signal = word.substring(1));
        words.removeIf(word -> word.startsWith("-"));
        int number = OperatingSystem.current().signalNumber(signal);
        if (words.isEmpty()) {
            return fail("/kill: say which process; /ps shows them. Example: /kill -STOP 3");
        }
        int status = OK;
        for (String one : words) {
            for (ProcessInfo process : processes(one)) {
                if (!lab.master().kill(process.id(), number)) {
                    status = fail("/kill: process " + process.id() + " (" + process.name() + ") has ended already");
                }
            }
        }
        return status;
    }

    private List<ProcessInfo> processes(String word) {
        List<ProcessInfo> found = lab.master().processes().stream()
                .filter(process -> process.id() != 0)
                .filter(process -> Long.toString(process.id()).equals(word) || process.name().equals(word) && process.reason() == null)
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("process=" + word + ": there is none of that number or name; /ps shows them");
        }
        return found;
    }
}
