package rockpool.engine.pool;

/// Something in a pool that cannot be: the one form in which all verifiers report.
///
/// @param place structure and offset
/// @param expected what must be there
/// @param found what is
public record Problem(String place, String expected, String found) {

    @Override
    public String toString() {
        return place + ": expected " + expected + ", found " + found;
    }
}
