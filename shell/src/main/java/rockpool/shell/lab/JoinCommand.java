package rockpool.shell.lab;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rockpool.engine.process.EndReason;
import rockpool.engine.process.ProcessInfo;

@Command(name = "/join", description = "Waits for processes and takes their results. Ctrl-C ends the wait.")
final class JoinCommand extends LabCommand {

    private static final long LOOK_MILLIS = 10;

    @Parameters(arity = "0..*", paramLabel = "ID", description = "process numbers")
    private List<String> which = List.of();

    @Option(names = {"-a", "--all"}, description = "all that run or were not joined yet")
    private boolean all;

    @Option(names = {"-t", "--timeout"}, paramLabel = "SECONDS", description = "waits no longer than this for each")
    private double seconds = Double.POSITIVE_INFINITY;

    JoinCommand(Lab lab) {
        super(lab);
    }

    @Override
    public Integer call() throws InterruptedException {
        List<Long> ids = all ? tasks() : which.stream().map(JoinCommand::number).toList();
        if (ids.isEmpty() && !all) {
            return fail("/join: say which process; /ps shows them. Example: /join 3");
        }
        int status = OK;
        for (long id : ids) {
            status = Math.max(status, join(id));
        }
        return status;
    }

    private static long number(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw new IllegalArgumentException("process=" + text + " is not a number; /ps shows the processes with theirs");
        }
        return Long.parseLong(text);
    }

    private List<Long> tasks() {
        return lab.master().processes().stream().filter(process -> process.role() == ProcessInfo.Role.TASK).map(ProcessInfo::id).toList();
    }

    private int join(long id) throws InterruptedException {
        ProcessInfo process = awaitEnd(id);
        if (process.reason() == null) {
            return fail("/join: process " + id + " (" + process.name() + ") is still running after " + seconds + " s");
        }
        if (process.reason() instanceof EndReason.Returned) {
            return ask(joinExpression(process) + ".get()");
        }
        lab.master().release(id);
        String stack = process.reason() instanceof EndReason.Threw threw ? "\n" + threw.stack().stripTrailing() : "";
        return fail("Process " + id + " (" + process.name() + ") has no result: " + process.reason() + stack);
    }

    private ProcessInfo awaitEnd(long id) throws InterruptedException {
        long start = System.nanoTime();
        ProcessInfo process = find(id);
        while (process.reason() == null && System.nanoTime() - start < seconds * 1e9) {
            Thread.sleep(LOOK_MILLIS);
            process = find(id);
        }
        return process;
    }

    private ProcessInfo find(long id) {
        Optional<ProcessInfo> found = lab.master().processes().stream()
                .filter(process -> process.id() == id && process.role() == ProcessInfo.Role.TASK).findFirst();
        return found.orElseThrow(() -> new IllegalArgumentException("process=" + id
                + ": there is none, or it was joined before; /ps shows them"));
    }

    /// Through the definition's variable if there is one, so that the result has its type.
    private String joinExpression(ProcessInfo process) {
        boolean typed = lab.variable(process.name()).filter(variable -> variable.typeName().startsWith("Definition<")).isPresent();
        return (typed ? process.name() : "Processes") + ".join(" + process.id() + "L)";
    }
}
