package rockpool.shell.command;

import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import rockpool.shell.console.Console;

/// A command in the registry.
///
/// @param name with its slash
/// @param group under which help lists it
/// @param arguments what follows the name, as help shows it
/// @param summary what it does, in a line
/// @param example a line that can be typed
/// @param java how many words come before a tail of Java, which is taken as it stands, given all that follows the name; [#NO_JAVA] if there
///     is no such tail
/// @param replayed whether `/reload` runs the command again, given all that follows the name
/// @param factory makes the picocli command
public record Entry(String name, Group group, String arguments, String summary, String example, ToIntFunction<String> java,
        Predicate<String> replayed, Function<Console, Callable<Integer>> factory, Suggestions suggestions) {

    public static final int NO_JAVA = Integer.MAX_VALUE;

    /// The command takes all that follows its name as it was typed, and it is no Java.
    static final int AS_TYPED = -1;

    /// Where a command comes from. In this order: jshell's abbreviations win.
    public enum Group {
        JSHELL("Snippets and the console (as in jshell)"), POOL("Pools, references and the collector"), DATA("Shared data"),
        PROCESS("Processes"), MEETING("Messages, locks, and who waits");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }
}
