package rockpool.engine.posix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/// One `/proc/…/stat` file, as far as it tells whether a process can still run.
record ProcStat(char state, long flags, long startTime) {

    private static final long PF_EXITING = 4;
    private static final int STATE = 0;
    private static final int FLAGS = 6;
    private static final int START_TIME = 19;

    /// @return null if there is no such process or thread
    static ProcStat of(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException | UncheckedIOException e) {
            return null;
        }
        int afterName = text.lastIndexOf(')') + 2;
        if (afterName < 2 || afterName >= text.length()) {
            return null;
        }
        String[] fields = text.substring(afterName).split(" ");
        return new ProcStat(fields[STATE].charAt(0), Long.parseLong(fields[FLAGS]), Long.parseLong(fields[START_TIME]));
    }

    /// A task that is exiting never returns to user code: it has run its last instruction that could store.
    boolean ended() {
        return state == 'Z' || state == 'X' || (flags & PF_EXITING) != 0;
    }

    /// A process is dead if there is none of its id, or one that was started later, or if every thread of it has ended and a second
    /// look at the list of threads shows no other: a thread that was started between the two looks had a starter that was alive.
    static ProcessState stateOf(ProcessIdentity process) {
        Path folder = Path.of("/proc/" + process.pid());
        ProcStat main = of(folder.resolve("stat"));
        if (main == null) {
            return Files.exists(folder) ? ProcessState.UNKNOWN : ProcessState.DEAD;
        }
        if (main.startTime != process.startTime()) {
            return ProcessState.DEAD;
        }
        if (!main.ended()) {
            return ProcessState.ALIVE;
        }
        try {
            Set<String> first = threads(folder);
            for (String thread : first) {
                ProcStat stat = of(folder.resolve("task").resolve(thread).resolve("stat"));
                if (stat != null && !stat.ended()) {
                    return ProcessState.ALIVE;
                }
            }
            return first.containsAll(threads(folder)) ? ProcessState.DEAD : ProcessState.ALIVE;
        } catch (AccessDeniedException e) {
            return ProcessState.UNKNOWN;
        } catch (IOException e) {
            return Files.exists(folder) ? ProcessState.UNKNOWN : ProcessState.DEAD;
        }
    }

    private static Set<String> threads(Path folder) throws IOException {
        Set<String> names = new HashSet<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(folder.resolve("task"))) {
            tasks.forEach(task -> names.add(task.getFileName().toString()));
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }
}
