package rockpool.shell.session;

/// Where a snippet was read from.
///
/// @param file the name of the file, null for what was typed
/// @param line the number, from 1, of the line in it at which the snippet begins
public record Origin(String file, int line) {

    public static final Origin TYPED = new Origin(null, 1);

    /// A place that is some lines further on in the same file.
    public Origin after(int lines) {
        return file == null ? this : new Origin(file, line + lines);
    }
}
