package rockpool.shell.console;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import rockpool.shell.feedback.Feedback;
import rockpool.shell.feedback.Report;
import rockpool.shell.session.Session;
import rockpool.shell.session.SessionProcess;
import rockpool.shell.session.Setup;
import rockpool.shell.view.Output;

/// The console behind its prompt or script: the session, the commands, the modes of feedback, and what happens to a piece of input.
///
/// Input is for one thread, the console's. [#interrupt()] and the end of a session come from others.
public final class Console implements AutoCloseable {

    private static final long ANSWER_MILLIS = 1000;
    private static final int START_TRIES = 3;
    private static final int FAILED = 1;

    private final Output output;
    private final Input input;
    private final Supplier<SessionProcess> starter;
    private final Settings settings;
    private final Feedback feedback = new Feedback();
    private final Replay replay = new Replay();
    private final Commands commands;
    private final Activity activity = new Activity();
    private final boolean strict;
    private final Thread thread = Thread.currentThread();
    private Typed typed = _ -> List.of();
    private volatile Session session;
    private boolean finishing;
    private boolean quiet; // while a replay is not shown
    private Session started; // the session whose start-up was finished
    private Runnable afterEvaluation = () -> { };
    private String startup;
    private volatile boolean running = true;
    private volatile boolean evaluating;
    private int exitStatus;
    private int failedStarts;

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
        this.input = input;
        this.settings = settings;
        this.starter = starter;
        this.startup = setup.startup();
        this.session = begin(setup, false);
        this.commands = commands.apply(this);
    }

    private Session begin(Setup setup, boolean again) {
        return new Session(setup, again, starter, new Streams());
    }

    public Output output() {
        return output;
    }

    public Session session() {
        return session;
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
        return startup;
    }

    public void startup(String source) {
        startup = source;
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
        startup = startup + source;
        session.evaluateStartup(source);
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
        if (Commands.isCommand(source)) {
            return commands.isComplete(source);
        }
        Completeness completeness = session.analysis().analyzeCompletion(source).completeness();
        return completeness.isComplete() || completeness == Completeness.EMPTY;
    }

    /// Runs a command or evaluates snippets, as typed at the prompt, up to the first that fails.
    ///
    /// @return false if one failed
    public boolean enter(String source) {
        finishStartup();
        if (Commands.isCommand(source)) {
            return command(source.strip());
        }
        return enterSnippets(source, this::show, true);
    }

    private static boolean isRejected(Evaluation evaluation) {
        return evaluation.events().stream().anyMatch(event -> event.status() == Snippet.Status.REJECTED);
    }

    /// Whether a text has a line at which it could end.
    private boolean couldEndEarlier(String text) {
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
            if (isComplete(text.substring(0, end))) {
                return true;
            }
        }
        return false;
    }

    /// Enters lines that are no snippets as a whole, such as several that were pasted: as many at a time as make a command or snippets.
    private boolean enterLines(String source) {
        StringBuilder pending = new StringBuilder();
        boolean good = true;
        for (String line : source.split("\n")) {
            pending.append(line).append('\n');
            if (good && isComplete(pending.toString())) {
                String text = pending.toString();
                good = Commands.isCommand(text) ? command(text.strip()) : enterSnippets(text, this::show);
                pending.setLength(0);
            }
        }
        return good && (pending.toString().isBlank() || enterSnippets(pending.toString(), this::show));
    }

    /// Enters what the start-up has from its first command on, if this session has not done so yet. Only what fails is shown.
    public void finishStartup() {
        Session current = session;
        if (started == current || finishing) {
            return;
        }
        boolean again = started != null;
        started = current;
        String rest = current.setup().startupRest();
        if (!rest.isEmpty()) {
            finishing = true;
            finishStartup(current, rest, again);
            finishing = false;
        }
    }

    private void finishStartup(Session current, String rest, boolean again) {
        current.shell();
        current.starting(true);
        Runnable entering = () -> replay.without(() -> new Script(this, "start-up", false).run(rest));
        if (again) {
            findingWhatIsThere(entering);
        } else {
            entering.run();
        }
        current.starting(false);
    }

    /// Evaluates snippets, up to the first that fails, and has each of them told of.
    ///
    /// @return false if one failed
    public boolean enterSnippets(String source, Narrator narrator) {
        return enterSnippets(source, narrator, false);
    }

    /// @param splitting whether lines are entered one after the other that are rejected together
    private boolean enterSnippets(String source, Narrator narrator, boolean splitting) {
        String rest = source;
        while (!rest.isBlank() && running) {
            CompletionInfo info = session.analysis().analyzeCompletion(rest);
            String one = (info.source() == null ? rest : info.source()).strip();
            int line = lines(source, source.length() - rest.stripLeading().length());
            rest = info.remaining() == null ? "" : info.remaining();
            Evaluation evaluation = evaluate(one);
            if (splitting && isRejected(evaluation) && couldEndEarlier(one)) {
                return enterLines(one + "\n" + rest);
            }
            narrator.tell(one, line, evaluation);
            if (evaluation.report().failed()) {
                return false;
            }
        }
        return true;
    }

    /// Enters something and shows only what fails.
    private boolean enterQuietly(String source) {
        return Commands.isCommand(source) ? command(source.strip())
                : enterSnippets(source, (_, _, evaluation) -> evaluation.report().errors().forEach(output::error));
    }

    private static int lines(String text, int end) {
        return (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    }

    /// Runs a command; Ctrl-C interrupts this thread meanwhile.
    public boolean command(String line) {
        activity.begin();
        try {
            return commands.run(line) == 0;
        } finally {
            activity.end();
        }
    }

    private void show(String source, int line, Evaluation evaluation) {
        evaluation.report().errors().forEach(output::error);
        evaluation.report().said().forEach(output::say);
    }

    /// Evaluates one snippet and says nothing about it.
    public Evaluation evaluate(String source) {
        Session current = session;
        activity.begin();
        evaluating = true;
        List<SnippetEvent> events;
        try {
            events = current.evaluate(source);
        } catch (IllegalStateException e) {
            events = List.of();
        } finally {
            evaluating = false;
            activity.end();
        }
        if (!current.alive()) {
            replaceDead(current);
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
    /// @return false if it failed; the errors were shown
    public boolean evaluateFor(String java, boolean tell) {
        boolean[] done = new boolean[1];
        replay.without(() -> done[0] = enterSnippets(java, (_, _, evaluation) -> {
            evaluation.report().errors().forEach(output::error);
            if (tell || output.interactive() && !quiet) {
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
        long number = activity.number();
        return switch (activity.interrupt()) {
            case NOTHING_RUNS -> false;
            case FIRST -> {
                if (!session.interrupt()) {
                    thread.interrupt();
                }
                hintIfNoAnswer(number);
                yield true;
            }
            case AGAIN -> {
                session.kill();
                thread.interrupt();
                yield true;
            }
        };
    }

    private void hintIfNoAnswer(long number) {
        CompletableFuture.delayedExecutor(ANSWER_MILLIS, TimeUnit.MILLISECONDS).execute(() -> {
            if (number != 0 && activity.number() == number) {
                complain("No answer yet. Ctrl-C again ends the session; its variables and definitions would be lost.");
            }
        });
    }

    /// Begins a new session and, unless there is none, replays what is given.
    ///
    /// @param quiet whether the replay is not shown
    public void restart(Setup setup, List<String> toReplay, boolean quiet) {
        Session old = session;
        replay.next();
        session = begin(setup.withStartup(startup), true);
        old.close();
        finishStartup();
        if (!toReplay.isEmpty()) {
            replay(toReplay, quiet);
        }
    }

    private void replay(List<String> toReplay, boolean quietly) {
        quiet = quietly;
        findingWhatIsThere(() -> {
            for (String source : toReplay) {
                if (!quietly) {
                    output.say("-: " + source.replace("\n", "\n   "));
                }
                if (!(quietly ? enterQuietly(source) : enter(source)) && !session.alive()) {
                    return;
                }
            }
        });
        quiet = false;
    }

    /// Has something entered that may have been entered before: pools and processes that it would make, and that are there, are found.
    public void findingWhatIsThere(Runnable entering) {
        Session current = session;
        current.replaying(true);
        try {
            entering.run();
        } finally {
            if (current.alive()) {
                current.replaying(false);
            }
        }
    }

    private synchronized void replaceDead(Session dead) {
        if (session != dead || !running) {
            return;
        }
        complain("The session has ended: " + dead.endReason() + ".");
        failedStarts = dead.hasServed() ? 0 : failedStarts + 1;
        if (failedStarts == START_TRIES) {
            complain("No session can be started. The console ends.");
            exit(FAILED);
            return;
        }
        complain(Loss.of(dead));
        replay.next();
        session = begin(dead.setup().withStartup(startup), true);
        dead.close();
    }

    private void complain(String line) {
        output.error(feedback.mode().errorMargin() + line);
    }

    /// The snippets that commands speak of.
    public List<Snippet> snippets() {
        return session.shell().snippets().toList();
    }

    @Override
    public void close() {
        running = false;
        session.close();
    }

    private final class Streams implements Session.Streams {

        @Override
        public void out(byte[] piece) {
            output.user(piece);
        }

        @Override
        public void err(byte[] piece) {
            output.userError(piece);
        }

        @Override
        public byte[] line() {
            return input.line();
        }

        @Override
        public void ended(Session ended) {
            if (!evaluating) {
                replaceDead(ended);
            }
        }
    }
}
