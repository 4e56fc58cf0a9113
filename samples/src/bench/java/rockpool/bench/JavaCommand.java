package rockpool.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command that starts a Java program like this one: same Java, same classes, same options.
final class JavaCommand {

    private JavaCommand() {}

    /// What stands before the name of the main class on this process's own command line, and more options.
    static List<String> ofThisProcess(List<String> moreOptions) throws IOException {
        List<String> command = new ArrayList<>();
        for (String word : Files.readString(Path.of("/proc/self/cmdline")).split("\0")) {
            if (word.equals(Main.class.getName())) {
                command.addAll(moreOptions);
                return command;
            }
            command.add(word);
        }
        throw new IllegalStateException("this program was not started by the name of its main class");
    }
}
