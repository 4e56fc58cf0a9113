package rockpool.shell.view;

import java.io.PrintStream;

/// Output to pipes and files: plain text, the console's and the snippets' on standard output, errors on standard error.
public final class PlainOutput implements Output {

    private static final int WIDTH = 120;

    private final PrintStream out;
    private final PrintStream err;
    private boolean midLine;

    public PlainOutput(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public synchronized void say(String text) {
        endLine();
        out.println(text);
        out.flush();
    }

    @Override
    public synchronized void error(String text) {
        endLine();
        err.println(text);
        err.flush();
    }

    @Override
    public synchronized void user(byte[] piece) {
        out.write(piece, 0, piece.length);
        out.flush();
        midLine = piece.length > 0 && piece[piece.length - 1] != '\n';
    }

    @Override
    public synchronized void userError(byte[] piece) {
        err.write(piece, 0, piece.length);
        err.flush();
    }

    @Override
    public synchronized void worker(String name, boolean error, String line) {
        endLine();
        PrintStream stream = error ? err : out;
        stream.println("[" + name + "] " + line);
        stream.flush();
    }

    private void endLine() {
        if (midLine) {
            out.println();
            midLine = false;
        }
    }

    @Override
    public boolean interactive() {
        return false;
    }

    @Override
    public int width() {
        return WIDTH;
    }
}
