package rockpool.shell.testing;

import java.util.function.Consumer;

/// Plays transcripts: lines that begin with `> ` are entered (and go on in lines that begin with `. `), the others are what has to appear.
public final class Transcripts {

    private static final String ENTERED = "> ";
    private static final String GOES_ON = ". ";

    private Transcripts() { }

    /// Enters what the transcript enters.
    ///
    /// @return the transcript as it really was
    public static String play(String transcript, Consumer<String> enter, RecordedOutput output) {
        StringBuilder played = new StringBuilder();
        StringBuilder pending = new StringBuilder();
        for (String line : (transcript + "\n" + ENTERED).split("\n")) {
            boolean goesOn = line.startsWith(GOES_ON) && !pending.isEmpty();
            if (line.startsWith(ENTERED.strip()) && !pending.isEmpty()) {
                enter.accept(pending.toString());
                played.append(output.take());
                pending.setLength(0);
            }
            if (line.startsWith(ENTERED) && !line.equals(ENTERED) || goesOn) {
                played.append(line).append('\n');
                pending.append(goesOn ? "\n" : "").append(line.substring(2));
            }
        }
        return played.toString();
    }
}
