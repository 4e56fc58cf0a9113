package rockpool.shell.view;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes and times as people write them: `64m`, `1.5 MiB`, `230 µs`.
public final class Units {

    private static final Pattern SIZE = Pattern.compile("(\\d+)([kmgt]?)(i?b)?", Pattern.CASE_INSENSITIVE);
    private static final String PREFIXES = "kmgt";

    private Units() { }

    /// The bytes that a text such as `64m` or `1g` means.
    ///
    /// @throws IllegalArgumentException if it means none
    public static long bytes(String text) {
        Matcher size = SIZE.matcher(text.strip());
        if (!size.matches()) {
            throw new IllegalArgumentException("size=" + text + " is not a size; write bytes or, for example, 64k, 64m, 2g");
        }
        int steps = size.group(2).isEmpty() ? 0 : PREFIXES.indexOf(size.group(2).toLowerCase(Locale.ROOT)) + 1;
        try {
            return Math.multiplyExact(Long.parseLong(size.group(1)), 1L << 10 * steps);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("size=" + text + " is too large", e);
        }
    }

    public static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        int step = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        double amount = (double) bytes / (1L << 10 * step);
        String digits = String.format(Locale.ROOT, amount == Math.rint(amount) ? "%.0f" : "%.1f", amount);
        return digits + " " + " KMGTPE".charAt(step) + "iB";
    }

    /// A size as a table shows it, with the plain number for programs.
    public static Table.Shown cell(long bytes) {
        return new Table.Shown(size(bytes), bytes);
    }

    public static String time(long nanos) {
        if (nanos < 1_000) {
            return nanos + " ns";
        }
        if (nanos < 1_000_000) {
            return String.format(Locale.ROOT, "%.1f µs", nanos / 1e3);
        }
        if (nanos < 1_000_000_000) {
            return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
        }
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }

    /// A time as a table shows it, with the nanoseconds for programs.
    public static Table.Shown timeCell(long nanos) {
        return new Table.Shown(time(nanos), nanos);
    }
}
