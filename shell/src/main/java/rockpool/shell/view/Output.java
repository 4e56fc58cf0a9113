package rockpool.shell.view;

/// Where the console writes. Any thread may write; whole lines never tear each other, nor the line that is being typed.
public interface Output {

    /// What the console itself says: one or more whole lines, without the last line end.
    void say(String text);

    /// What went wrong; goes to the error stream if that is not the terminal.
    void error(String text);

    /// A piece of the snippets' standard output.
    void user(byte[] piece);

    /// A piece of the snippets' standard error.
    void userError(byte[] piece);

    /// A line that a worker printed.
    void worker(String name, boolean error, String line);

    /// Whether a person sits in front of it.
    boolean interactive();

    /// How many characters fit in a line.
    int width();
}
