package rockpool.bench.rows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import rockpool.bench.Group;
import rockpool.bench.Plan;

/// What processes cost that have nothing to do: workers that stand by, and a console that shows a live view.
public final class IdleRows implements Group {

    private static final long SETTLING_MILLIS = 4_000;
    private static final long SPAN_MILLIS = 5_000;
    private static final int STANDBY = 2;

    @Override
    public void open(Plan plan) throws Exception {
        if (plan.wants("idle.cpu", "idle.memory")) {
            plan.add(sink -> {
                try (Crew _ = new Crew(STANDBY)) {
                    Thread.sleep(SETTLING_MILLIS);
                    List<ProcessHandle> workers = ProcessHandle.current().children().toList();
                    sink.accept("idle.memory", ownMebibytes(workers) / workers.size());
                    sink.accept("idle.cpu", percentOfCore(workers) / workers.size());
                }
            });
        }
        if (plan.wants("idle.view")) {
            plan.add(sink -> sink.accept("idle.view", percentOfCoreOfView()));
        }
    }

    private static double percentOfCoreOfView() throws IOException, InterruptedException {
        try (Terminal terminal = Terminal.start(Programs.console())) {
            terminal.millisecondsUntil("rockpool> ");
            terminal.type("/pool create lab 64m");
            terminal.type("/ref new counter 0");
            terminal.type("/gc watch");
            Thread.sleep(SETTLING_MILLIS);
            return percentOfCore(terminal.handle().descendants().toList());
        }
    }

    private static double percentOfCore(List<ProcessHandle> processes) throws IOException, InterruptedException {
        long before = nanosecondsOnCore(processes);
        Thread.sleep(SPAN_MILLIS);
        return (nanosecondsOnCore(processes) - before) / (SPAN_MILLIS * 1e4);
    }

    private static long nanosecondsOnCore(List<ProcessHandle> processes) throws IOException {
        long sum = 0;
        for (ProcessHandle process : processes) {
            try (Stream<Path> threads = Files.list(proc(process, "task"))) {
                for (Path thread : threads.toList()) {
                    sum += Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]);
                }
            }
        }
        return sum;
    }

    private static double ownMebibytes(List<ProcessHandle> processes) throws IOException {
        long kibibytes = 0;
        for (ProcessHandle process : processes) {
            for (String line : Files.readAllLines(proc(process, "smaps_rollup"))) {
                if (line.startsWith("Private_")) {
                    kibibytes += Long.parseLong(line.replaceAll("[^0-9]", ""));
                }
            }
        }
        return kibibytes / 1024.0;
    }

    private static Path proc(ProcessHandle process, String name) {
        return Path.of("/proc", Long.toString(process.pid()), name);
    }
}
