package rockpool.shell.command;

import java.util.concurrent.Callable;
import rockpool.shell.console.Console;
import rockpool.shell.feedback.Mode;

/// What all commands have: the console they speak through.
public abstract class ConsoleCommand implements Callable<Integer> {

    protected static final int OK = 0;
    protected static final int FAILED = 1;

    protected final Console console;

    protected ConsoleCommand(Console console) {
        this.console = console;
    }

    protected final void say(String text) {
        console.output().say(text);
    }

    /// Says what failed, and what to try.
    ///
    /// @return the exit code for it
    protected final int fail(String text) {
        console.output().error(text);
        return FAILED;
    }

    /// Says something only if a person reads and has not asked for silence.
    protected final void mention(String text) {
        if (console.output().interactive() && console.feedback().mode().level() != Mode.Level.SILENT) {
            console.output().say("|  " + text);
        }
    }
}
