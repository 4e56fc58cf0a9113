package rockpool.shell.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rockpool.engine.process.ProcessInfo;
import rockpool.shell.session.SessionService;
import rockpool.shell.view.Table;
import rockpool.shell.view.Units;

@Command(name = "/ps", description = "Shows the processes: the session, tasks that run or were not joined yet, and workers that stand by.")
final class PsCommand extends LabCommand {

    @Mixin
    private Form form;

    @Option(names = {"-a", "--all"}, description = "also the workers that stand by")
    private boolean all;

    PsCommand(Lab lab) {
        super(lab);
    }

    @Override
    public Integer call() {
        Table table = new Table("id", "name", "role", "state", "pid", "age", "by", "end");
        for (ProcessInfo process : lab.master().processes()) {
            if (all || process.role() != ProcessInfo.Role.STANDBY) {
                table.row(process.id(), name(process), word(process.role()), word(process.state()), process.pid(),
                        Units.timeCell(Duration.between(process.started(), Instant.now()).toNanos()), process.startedBy(),
                        process.reason());
            }
        }
        return show(table, form, "There are no processes.");
    }

    private static String name(ProcessInfo process) {
        return process.role() == ProcessInfo.Role.SERVICE ? SessionService.NAME : process.name();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
