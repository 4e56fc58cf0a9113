package rockpool.shell.command;

import java.util.concurrent.Callable;
import jdk.jshell.DeclarationSnippet;
import picocli.CommandLine.Command;
import rockpool.shell.console.Console;
import rockpool.shell.feedback.Report;

/// What all commands have: the console they speak through.
public abstract class ConsoleCommand implements Callable<Integer> {

    protected static final int OK = 0;
    protected static final int FAILED = 1;

    protected final Console console;

    protected ConsoleCommand(Console console) {
        this.console = console;
    }

    /// Its name, with the slash.
    protected final String name() {
        return getClass().getAnnotation(Command.class).name();
    }

    protected final void say(String text) {
        console.output().say(text);
    }

    /// Says something in the margin of the mode in use.
    protected final void tell(String text) {
        String margin = console.feedback().mode().margin();
        say(margin + text.replace("\n", "\n" + margin));
    }

    /// What is missing before a definition can be used, on lines of its own; empty if nothing is.
    protected final String missing(DeclarationSnippet definition) {
        String text = Report.missing(console.session().shell(), console.feedback().mode(), definition);
        return text.isEmpty() ? "" : "\n    " + text;
    }

    /// Says what failed, and what to try.
    ///
    /// @return the exit code for it
    protected final int fail(String text) {
        console.output().error(text);
        return FAILED;
    }

    /// Says something only if a person reads who did not ask for a quiet mode.
    protected final void mention(String text) {
        if (console.output().interactive() && console.feedback().mode().chatty()) {
            tell(text);
        }
    }
}
