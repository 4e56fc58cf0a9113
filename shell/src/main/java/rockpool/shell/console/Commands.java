package rockpool.shell.console;

/// The slash commands, as the console sees them.
public interface Commands {

    /// Runs a line that begins with a slash.
    ///
    /// @return 0 if it did what it should, 1 if it failed, 2 if it was used wrongly
    int run(String line);

    /// Whether the line is a whole command; one that ends with Java may go on in the next line.
    boolean isComplete(String line);

    /// Whether a line is a command and no comment.
    static boolean isCommand(String line) {
        String text = line.stripLeading();
        return text.startsWith("/") && !text.startsWith("//") && !text.startsWith("/*");
    }
}
