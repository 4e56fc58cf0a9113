package rockpool.engine.process;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How the plain things of the protocol look as bytes.
final class Messages {

    private static final int RETURNED = 0;
    private static final int THREW = 1;
    private static final int EXITED = 2;
    private static final int SIGNALLED = 3;
    private static final int NOT_STARTED = 4;
    private static final int STILL_RUNNING = 5;

    private Messages() {}

    static void write(Output out, EndReason reason) {
        switch (reason) {
            case EndReason.Returned _ -> out.number(RETURNED);
            case EndReason.Threw threw -> optional(out.number(THREW).text(threw.exceptionClass()), threw.message()).text(threw.stack());
            case EndReason.Exited exited -> out.number(EXITED).signed(exited.status());
            case EndReason.Signalled signalled -> out.number(SIGNALLED).number(signalled.signal());
            case EndReason.NotStarted not -> out.number(NOT_STARTED).text(not.why());
            case EndReason.StillRunning _ -> out.number(STILL_RUNNING);
        }
    }

    static EndReason reason(Input in) throws IOException {
        int kind = (int) in.number();
        return switch (kind) {
            case RETURNED -> new EndReason.Returned();
            case THREW -> new EndReason.Threw(in.text(), optional(in), in.text());
            case EXITED -> new EndReason.Exited((int) in.signed());
            case SIGNALLED -> new EndReason.Signalled((int) in.number());
            case NOT_STARTED -> new EndReason.NotStarted(in.text());
            case STILL_RUNNING -> new EndReason.StillRunning();
            default -> throw new IOException("reason=" + kind + ": no such reason");
        };
    }

    private static Output optional(Output out, String text) {
        return text == null ? out.octet(0) : out.octet(1).text(text);
    }

    private static String optional(Input in) throws IOException {
        return in.octet() == 0 ? null : in.text();
    }

    static void write(Output out, Task.Outcome outcome) {
        write(out, outcome.reason());
        if (outcome.value() == null) {
            out.octet(0);
        } else {
            out.octet(1).block(outcome.value());
        }
    }

    static Task.Outcome outcome(Input in) throws IOException {
        EndReason reason = reason(in);
        return new Task.Outcome(reason, in.octet() == 0 ? null : in.block());
    }

    static void write(Output out, ProcessInfo info) {
        out.number(info.id()).text(info.name()).number(info.role().ordinal()).number(info.pid()).number(info.state().ordinal());
        out.signed(info.started().getEpochSecond()).number(info.started().getNano()).number(info.startedBy());
        if (info.reason() == null) {
            out.octet(0);
        } else {
            write(out.octet(1), info.reason());
        }
    }

    private static ProcessInfo process(Input in) throws IOException {
        long id = in.number();
        String name = in.text();
        ProcessInfo.Role role = ProcessInfo.Role.values()[(int) in.number()];
        int pid = (int) in.number();
        ProcessInfo.State state = ProcessInfo.State.values()[(int) in.number()];
        Instant started = Instant.ofEpochSecond(in.signed(), in.number());
        long startedBy = in.number();
        EndReason reason = in.octet() == 0 ? null : reason(in);
        return new ProcessInfo(id, name, role, pid, state, started, reason, startedBy);
    }

    static void writeProcesses(Output out, List<ProcessInfo> processes) {
        out.number(processes.size());
        processes.forEach(process -> write(out, process));
    }

    static List<ProcessInfo> processes(Input in) throws IOException {
        int count = in.count(1);
        List<ProcessInfo> processes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            processes.add(process(in));
        }
        return processes;
    }

    static void writeKeys(Output out, List<DefinitionKey> keys) {
        out.number(keys.size());
        keys.forEach(key -> key.write(out));
    }

    static List<DefinitionKey> keys(Input in) throws IOException {
        int count = in.count(1);
        List<DefinitionKey> keys = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            keys.add(DefinitionKey.read(in));
        }
        return keys;
    }
}
