package rockpool.shell.console;

/// Tells what came of each snippet of a piece of input.
@FunctionalInterface
public interface Narrator {

    /// @param source the snippet
    /// @param line the line of the input, counted from 0, on which it begins
    void tell(String source, int line, Evaluation evaluation);
}
