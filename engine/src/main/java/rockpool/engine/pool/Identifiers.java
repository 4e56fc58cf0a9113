package rockpool.engine.pool;

import java.util.regex.Pattern;

/// Names of pools and of what is in them: Java identifiers of plain letters, so that each can be a variable.
final class Identifiers {

    static final int MOST_BYTES = 63;

    private static final Pattern VALID = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0," + (MOST_BYTES - 1) + "}");

    private Identifiers() {}

    static String require(String what, String name) {
        if (name == null || !VALID.matcher(name).matches()) {
            throw new IllegalArgumentException(what + "=" + name + ": allowed are letters, digits and _, not a digit first, at most "
                    + MOST_BYTES);
        }
        return name;
    }

    static boolean valid(String name) {
        return VALID.matcher(name).matches();
    }
}
