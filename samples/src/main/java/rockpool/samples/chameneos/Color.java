package rockpool.samples.chameneos;

import java.util.Locale;

/// The color of a creature.
public enum Color {
    BLUE, RED, YELLOW;

    private static final Color[] ALL = values();

    /// The color of a creature after it has met one of another color: the third. After one of the same color it keeps its own.
    public Color complement(Color other) {
        return this == other ? this : ALL[BLUE.ordinal() + RED.ordinal() + YELLOW.ordinal() - ordinal() - other.ordinal()];
    }

    static Color of(int ordinal) {
        return ALL[ordinal];
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
