package rockpool.shell.console;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import rockpool.shell.feedback.Feedback;
import rockpool.shell.feedback.Report;
import rockpool.shell.session.Origin;
import rockpool.shell.session.Session;
import rockpool.shell.session.SessionProcess;
import rockpool.shell.session.Setup;
import rockpool.shell.view.Output;

/// The console behind its prompt or script: what its parts share, and what the commands and the prompt ask of them.
///
/// [Sessions] has the session, [Entering] what happens to a piece of input, [Restarting] what is entered again, [Interrupts] what Ctrl-C
/// does. Input is for one thread, the console's. [#interrupt()] and the end of a session come from others.
public final class Console implements AutoCloseable {

    private final Output output;
    private final Settings settings;
    private final Feedback feedback = new Feedback();
    private final Replay replay = new Replay();
    private final Sessions sessions;
    private final Entering entering = new Entering(this);
    private final Restarting restarting = new Restarting(this, entering);
    private final Interrupts interrupts = new Interrupts(this);
    private final Commands commands;
    private final boolean strict;
    private Typed typed = _ -> List.of();
    private Runnable afterEvaluation = () -> { };
    private volatile boolean running = true;
    private int exitStatus;

    /// Where the snippets' standard input comes from.
    @FunctionalInterface
    public interface Input {

        /// @return a line with its line end, empty at the end of the input
        byte[] line();
    }

    /// The lines that were typed at the prompt.
    @FunctionalInterface
    public interface Typed {

        /// @param all also those of earlier consoles
        List<String> lines(boolean all);
    }

    /// @param strict whether files that are read stop at their first error
    public Console(Output output, Input input, Settings settings, boolean strict, Setup setup, Supplier<SessionProcess> starter,
            Function<Console, Commands> commands) {
        this.strict = strict;
        this.output = output;
        this.settings = settings;
        this.sessions = new Sessions(this, input, setup, starter);
        this.commands = commands.apply(this);
    }

    public Output output() {
        return output;
    }

    public Session session() {
        return sessions.current();
    }

    public Feedback feedback() {
        return feedback;
    }

    public Settings settings() {
        return settings;
    }

    public Replay replay() {
        return replay;
    }

    public Commands commands() {
        return commands;
    }

    /// The start-up of the next session.
    public String startup() {
        return sessions.startup();
    }

    public void startup(String source) {
        sessions.startup(source);
    }

    /// Whether files that are read stop at their first error.
    public boolean strict() {
        return strict;
    }

    /// What was typed, or nothing if nobody types.
    public Typed typed() {
        return typed;
    }

    public void typed(Typed source) {
        typed = source;
    }

    /// Adds to the start-up of this session and all later ones.
    public void addToStartup(String source) {
        sessions.startup(sessions.startup() + source);
        session().evaluateStartup(source);
    }

    /// Has something done after each evaluation in a session that lives on.
    public void afterEvaluation(Runnable action) {
        afterEvaluation = action;
    }

    /// Whether nobody asked for the end yet.
    public boolean running() {
        return running;
    }

    public int exitStatus() {
        return exitStatus;
    }

    public void exit(int status) {
        exitStatus = status;
        running = false;
    }

    /// Whether a text is a whole command or a whole number of snippets.
    public boolean isComplete(String source) {
        return entering.isComplete(source);
    }

    /// Runs a command or evaluates snippets, as typed at the prompt, up to the first that fails.
    ///
    /// @return false if one failed
    public boolean enter(String source) {
        finishStartup();
        return Commands.isCommand(source) ? command(source.strip()) : entering.typed(source);
    }

    /// Enters what the start-up has from its first command on, if this session has not done so yet. Only what fails is shown.
    public void finishStartup() {
        restarting.finishStartup();
    }

    /// Evaluates snippets, up to the first that fails, and has each of them told of.
    ///
    /// @return false if one failed
    public boolean enterSnippets(String source, Origin origin, Narrator narrator) {
        return entering.snippets(source, origin, narrator);
    }

    /// Runs a command; Ctrl-C interrupts this thread meanwhile.
    public boolean command(String line) {
        interrupts.activity().begin();
        try {
            return commands.run(line) == 0;
        } finally {
            interrupts.activity().end();
        }
    }

    /// Evaluates one snippet and says nothing about it.
    public Evaluation evaluate(String source) {
        return evaluate(source, Origin.TYPED);
    }

    /// Evaluates one snippet that comes from somewhere, and says nothing about it.
    Evaluation evaluate(String source, Origin origin) {
        Session current = session();
        interrupts.activity().begin();
        List<SnippetEvent> events;
        try {
            events = sessions.evaluate(current, source, origin);
        } finally {
            interrupts.activity().end();
        }
        if (!current.alive()) {
            sessions.replaceDead(current);
            return Evaluation.ended(events);
        }
        afterEvaluation.run();
        if (current.wasInterrupted()) {
            return Evaluation.interrupted(events, feedback.mode());
        }
        Report report = Report.of(current.shell(), feedback.mode(), events);
        if (!report.failed()) {
            replay.add(source);
        }
        return new Evaluation(events, report);
    }

    /// Evaluates Java that a command made, says nothing about it, and leaves no entry for a replay.
    public Evaluation evaluateQuietly(String java) {
        Evaluation[] evaluation = new Evaluation[1];
        replay.without(() -> evaluation[0] = evaluate(java));
        return evaluation[0];
    }

    /// Evaluates Java that a command made, as if it had been typed, without an entry of its own for a replay.
    ///
    /// @param tell whether the value is shown to programs too, not only to a person
    /// @param refused makes a line of its own of why the engine refuses what the command asks
    /// @return false if it failed; the errors were shown
    public boolean evaluateFor(String java, boolean tell, UnaryOperator<String> refused) {
        boolean[] done = new boolean[1];
        replay.without(() -> done[0] = enterSnippets(java, Origin.TYPED, (_, _, evaluation) -> {
            evaluation.errors(refused).forEach(output::error);
            if (tell || output.interactive() && !restarting.isQuiet()) {
                evaluation.report().said().forEach(output::say);
            }
        }));
        return done[0];
    }

    /// Remembers a command that a replay has to run again.
    public void remember(String line) {
        replay.add(line);
    }

    /// What Ctrl-C does: ends the snippet or command that runs, or, the second time, the session that does not answer.
    ///
    /// @return false if nothing runs
    public boolean interrupt() {
        return interrupts.interrupt(session());
    }

    /// Begins a new session and, unless there is none, replays what is given.
    ///
    /// @param quiet whether the replay is not shown
    public void restart(Setup setup, List<String> toReplay, boolean quiet) {
        sessions.restart(setup);
        finishStartup();
        if (!toReplay.isEmpty()) {
            restarting.replay(toReplay, quiet);
        }
    }

    /// Has something entered that may have been entered before: what it would make, and is there, is found.
    public void findingWhatIsThere(Runnable action) {
        restarting.findingWhatIsThere(action);
    }

    /// Says on the error stream what has gone wrong, in the margin of the mode in use.
    void complain(String line) {
        output.error(feedback.mode().errorMargin() + line);
    }

    /// The snippets that commands speak of.
    public List<Snippet> snippets() {
        return session().shell().snippets().toList();
    }

    @Override
    public void close() {
        running = false;
        session().close();
    }
}
