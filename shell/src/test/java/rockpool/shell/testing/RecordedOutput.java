package rockpool.shell.testing;

import java.nio.charset.StandardCharsets;
import rockpool.shell.view.Output;

/// Output as a person would see it, kept as text.
public final class RecordedOutput implements Output {

    private final StringBuilder text = new StringBuilder();

    @Override
    public synchronized void say(String said) {
        freshLine();
        text.append(said).append('\n');
    }

    @Override
    public synchronized void error(String said) {
        say(said);
    }

    @Override
    public synchronized void user(byte[] piece) {
        text.append(new String(piece, StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void userError(byte[] piece) {
        user(piece);
    }

    @Override
    public synchronized void worker(String name, boolean error, String line) {
        say("[" + name + "] " + line);
    }

    private void freshLine() {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }

    @Override
    public boolean interactive() {
        return true;
    }

    @Override
    public int width() {
        return 100;
    }

    /// Everything since the last time this was asked.
    public synchronized String take() {
        String taken = text.toString();
        text.setLength(0);
        return taken;
    }
}
