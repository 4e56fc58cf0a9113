package rockpool.samples.chameneos;

/// A creature as others see it.
///
/// @param number 0 to [#MOST] - 1
record Visitor(int number, Color color) {

    static final int MOST = 1 << 14;

    private static final int COLOR_BITS = 2;

    /// A positive number that says all of it, less than 2¹⁶.
    int code() {
        return number << COLOR_BITS | color.ordinal() + 1;
    }

    static Visitor of(int code) {
        return new Visitor(code >> COLOR_BITS, Color.of((code & (1 << COLOR_BITS) - 1) - 1));
    }
}
