package rockpool.bench;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/// The process of one group: makes ready, says `ready`, and then measures once for each line that it reads.
///
/// A measurement is a line of the key, a tab and the value; `done` ends a repetition. Whatever else is printed goes to standard error.
final class GroupProcess {

    static final String READY = "ready";
    static final String DONE = "done";

    private final PrintStream output;
    private final BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    private GroupProcess(PrintStream output) {
        this.output = output;
    }

    /// @param arguments the class of the group, then the keys of the rows that are wanted
    public static void main(String[] arguments) throws Exception {
        PrintStream output = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        Set<String> wanted = new TreeSet<>(Set.of(arguments));
        wanted.remove(arguments[0]);
        Class<?> type = Class.forName(arguments[0]);
        try (Group group = (Group) type.getDeclaredConstructor().newInstance()) {
            new GroupProcess(output).serve(group, new Plan(wanted));
        }
        System.exit(0);
    }

    private void serve(Group group, Plan plan) throws Exception {
        group.open(plan);
        output.println(READY);
        while (awaitOrder()) {
            plan.measure((key, value) -> output.println(key + "\t" + value));
            output.println(DONE);
        }
    }

    private boolean awaitOrder() throws IOException {
        return input.readLine() != null;
    }
}
