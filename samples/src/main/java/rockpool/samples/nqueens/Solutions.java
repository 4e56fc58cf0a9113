package rockpool.samples.nqueens;

import java.util.HashSet;
import java.util.Set;

/// The solutions that one process knows, each of which it prints when it comes to know it. Prints many lines at a time.
final class Solutions {

    private static final int PRINTED_AT_ONCE = 32 << 10;

    private final Set<Long> known = new HashSet<>();
    private final StringBuilder lines = new StringBuilder();
    private final int size;

    Solutions(int size) {
        this.size = size;
    }

    void add(long representative) {
        if (known.add(representative)) {
            print(representative);
        }
    }

    /// Prints one without knowing it.
    void print(long representative) {
        lines.append(Board.text(representative, size)).append('\n');
        if (lines.length() > PRINTED_AT_ONCE) {
            flush();
        }
    }

    void flush() {
        System.out.print(lines);
        System.out.flush();
        lines.setLength(0);
    }

    int count() {
        flush();
        return known.size();
    }
}
