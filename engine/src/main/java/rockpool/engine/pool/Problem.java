package rockpool.engine.pool;

/// Something in a pool that cannot be.
///
/// @param place structure and offset
public record Problem(String place, String expected, String found) {

    @Override
    public String toString() {
        return place + ": expected " + expected + ", found " + found;
    }
}
