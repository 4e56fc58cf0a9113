package rockpool.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The driver's end of a group's process.
final class GroupConnection implements AutoCloseable {

    private final Process process;
    private final PrintStream orders;
    private final BufferedReader answers;

    private GroupConnection(Process process) {
        this.process = process;
        this.orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /// Starts the group's process and waits until it is warm.
    static GroupConnection open(GroupPlan group, List<String> wanted) throws IOException {
        List<String> command = new ArrayList<>(JavaCommand.ofThisProcess(group.options()));
        command.add(GroupProcess.class.getName());
        command.add(group.type().getName());
        command.addAll(wanted);
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        GroupConnection connection = new GroupConnection(process);
        connection.await(GroupProcess.READY, null);
        return connection;
    }

    /// Has the group measure all its rows once.
    void measure(Results results) throws IOException {
        orders.println();
        await(GroupProcess.DONE, results);
    }

    private void await(String end, Results results) throws IOException {
        for (String line = answers.readLine(); !end.equals(line); line = answers.readLine()) {
            if (line == null) {
                throw new IOException("the process of a group ended early: its output above says why");
            }
            results.addLine(line);
        }
    }

    @Override
    public void close() throws IOException {
        orders.close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
