package rockpool.shell.session;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControl.EngineTerminationException;
import jdk.jshell.spi.ExecutionControl.ExecutionControlException;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/// One life of the snippets: a process that runs them and JShell's compiler and memory of them in the console.
///
/// The compiler warms up on a thread of its own from the moment of construction, and the process starts beside it; whoever evaluates or
/// asks for completion waits for what is needed of both. Evaluation is for one thread at a time; [#interrupt()] and [#kill()] are for any.
/// When the process ends, the session is dead: [#alive()] is false, and the console makes another.
public final class Session implements AutoCloseable {

    private final Setup setup;
    private final boolean again;
    private final Streams streams;
    private final SessionProcess process;
    private final RemoteControl control;
    private final SnippetIds ids = new SnippetIds();
    private final SnippetLines lines = new SnippetLines();
    private final CompletableFuture<JShell> shell;
    private volatile boolean closed;
    private volatile boolean evaluating;
    private boolean replaying;
    private volatile boolean interrupted;

    /// What a session reads and writes, and whom it tells of its end.
    public interface Streams extends RemoteControl.Streams {

        /// The process has ended although nobody closed the session.
        void ended(Session session);
    }

    /// @param again whether an earlier session may have made already what the start-up makes
    public Session(Setup setup, boolean again, Supplier<SessionProcess> starter, Streams streams) {
        this.setup = setup;
        this.again = again;
        this.streams = streams;
        CompletableFuture<SessionProcess> starting = background("rockpool-start", starter);
        this.process = new SessionProcess.Starting(starting);
        this.control = new RemoteControl(starting.thenApply(started -> new Wire(started.input(), started.output())), streams, lines,
                this::ended);
        this.shell = background("rockpool-compiler", this::build);
    }

    private static <T> CompletableFuture<T> background(String name, Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                result.complete(work.get());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private JShell build() {
        List<String> options = new ArrayList<>(EngineClasses.compilerOptions());
        options.addAll(setup.compilerOptions());
        JShell[] self = new JShell[1];
        JShell built = JShell.builder()
                .executionEngine(new Provider(), null)
                .idGenerator((snippet, _) -> ids.name(self[0].status(snippet).isActive()))
                .tempVariableNameGenerator(() -> "$" + ids.next())
                .compilerOptions(options.toArray(String[]::new))
                .build();
        self[0] = built;
        lines.shell(built);
        if (!setup.classPath().isEmpty()) {
            built.addToClasspath(String.join(File.pathSeparator, setup.classPath()));
        }
        if (!setup.modules().isEmpty()) {
            ask(() -> control.addToClasspath(String.join(File.pathSeparator, setup.modules())));
        }
        String source = setup.startupSnippets();
        boolean onlyImports = source.lines().allMatch(line -> line.isBlank() || line.startsWith("import "));
        if (again && !onlyImports) {
            ask(() -> control.replaying(true));
            evaluateStartup(built, source);
            ask(() -> control.replaying(false));
        } else {
            evaluateStartup(built, source);
        }
        return built;
    }

    private void evaluateStartup(JShell built, String source) {
        ids.starting(true);
        StartupSnippets.forEach(built, source, snippet -> inTurn(Origin.TYPED, () -> built.eval(snippet))
                .forEach(event -> complain(built, event)));
        ids.starting(false);
    }

    private void complain(JShell built, SnippetEvent event) {
        String problem = StartupSnippets.problem(built, event);
        if (!problem.isEmpty()) {
            streams.err(("The start-up failed at " + event.snippet().source() + "\n  " + problem + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /// Evaluates more of the start-up, before anything else is evaluated.
    public void evaluateStartup(String source) {
        evaluateStartup(shell(), source);
    }

    /// From now on snippets count as part of the start-up, or no longer do.
    public void starting(boolean on) {
        ids.starting(on);
    }

    private void ended() {
        if (!closed) {
            streams.ended(this);
        }
    }

    /// JShell with the start-up evaluated; waits until it is.
    public JShell shell() {
        try {
            return shell.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the compiler cannot be started: " + e.getCause(), e.getCause());
        }
    }

    public SourceCodeAnalysis analysis() {
        return shell().sourceCodeAnalysis();
    }

    /// Whether [#shell()] returns at once.
    public boolean ready() {
        return shell.isDone();
    }

    /// Has something done as soon as [#ready()], on another thread.
    public void whenReady(Runnable action) {
        shell.thenRunAsync(action);
    }

    /// Whether snippets can still be run here.
    public boolean alive() {
        return !closed && !control.hasEnded();
    }

    /// Whether the process has ever done something.
    public boolean hasServed() {
        return control.hasServed();
    }

    /// The process id, 0 while it is not known.
    public int pid() {
        return process.pid();
    }

    /// Why the process ended, in words; to be asked when the session is no longer alive.
    public String endReason() {
        try {
            return process.ended().get(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted while its process ended";
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause().getMessage());
        } catch (TimeoutException e) {
            return "its process no longer answers";
        }
    }

    public Setup setup() {
        return setup;
    }

    /// The name of the next snippet.
    public String nextId() {
        return ids.next();
    }

    /// Whether the snippet belongs to the start-up.
    public static boolean isStartup(Snippet snippet) {
        return snippet.id().startsWith("s");
    }

    /// Whether the snippet was entered by somebody and accepted.
    public static boolean isEntered(Snippet snippet) {
        return Character.isDigit(snippet.id().charAt(0));
    }

    /// Evaluates exactly one snippet.
    ///
    /// @throws IllegalStateException if the session has ended
    public List<SnippetEvent> evaluate(String source, Origin origin) {
        interrupted = false;
        control.begin();
        evaluating = true;
        try {
            return inTurn(origin, () -> shell().eval(source));
        } finally {
            evaluating = false;
        }
    }

    /// Makes a snippet inactive.
    public List<SnippetEvent> drop(Snippet snippet) {
        return inTurn(Origin.TYPED, () -> shell().drop(snippet));
    }

    /// Has JShell do something after which the session process has all classes.
    private List<SnippetEvent> inTurn(Origin origin, Supplier<List<SnippetEvent>> work) {
        lines.begin(origin);
        List<SnippetEvent> events = work.get();
        lines.end(events);
        try {
            control.sendClasses();
        } catch (EngineTerminationException e) {
            // The session has ended, which its next use tells.
        }
        return events;
    }

    /// The text of a variable's value.
    public String value(VarSnippet variable) {
        return shell().varValue(variable);
    }

    /// While a replay runs, snippets that would create what is there already find it instead.
    public void replaying(boolean on) {
        shell();
        replaying = on;
        ask(() -> control.replaying(on));
    }

    /// Whether a replay runs.
    public boolean isReplaying() {
        return replaying;
    }

    /// Something to ask the session process for.
    private interface Request {
        void send() throws ExecutionControlException;
    }

    private static void ask(Request request) {
        try {
            request.send();
        } catch (ExecutionControlException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /// Whether a snippet is evaluated, or its process is asked for something else.
    public boolean isWaitedFor() {
        return evaluating || control.isAsked();
    }

    /// Ends the snippet that runs, and any wait in it.
    ///
    /// @return false if none runs
    public boolean interrupt() {
        if (!evaluating) {
            return false;
        }
        interrupted = true;
        control.stop();
        return true;
    }

    /// Whether the last evaluation was interrupted.
    public boolean wasInterrupted() {
        return interrupted;
    }

    /// Ends the process without asking it, as the way out of a snippet that cannot be interrupted.
    public void kill() {
        process.kill();
    }

    /// Ends the session, whatever it does.
    @Override
    public void close() {
        closed = true;
        control.close();
        process.kill();
        if (shell.isDone() && !shell.isCompletedExceptionally()) {
            shell.join().close();
        }
    }

    private final class Provider implements ExecutionControlProvider {

        @Override
        public String name() {
            return "rockpool";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
            return control;
        }
    }
}
