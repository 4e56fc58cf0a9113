package rockpool.engine.pool;

/// What lies in shared memory cannot be what the engine wrote there. Nothing was changed.
public final class PoolDamagedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String place;
    private final String expected;
    private final String found;

    /// @param place pool, structure and offset
    public PoolDamagedException(String place, Object expected, Object found) {
        super(place + ": expected " + expected + ", found " + found);
        this.place = place;
        this.expected = String.valueOf(expected);
        this.found = String.valueOf(found);
    }

    public String place() {
        return place;
    }

    public String expected() {
        return expected;
    }

    public String found() {
        return found;
    }
}
