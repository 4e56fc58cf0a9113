package rockpool.bench;

/// A line of the table.
///
/// @param key    what the measuring programs call it, and what the filters of the command line look at
/// @param title  the operation, for people
/// @param unit   the unit of what is measured, for people
/// @param peer   the key of the peer's measurement, or null if the row has no peer
/// @param target what it has to reach
record Row(String key, String title, String unit, String peer, Target target) {

    private static final String PEER = ".peer";

    /// The key of the peer's measurement of a row.
    static String peerOf(String key) {
        return key + PEER;
    }

    /// The row that a measurement is made for, be it ours or the peer's.
    static String withoutPeer(String key) {
        return key.endsWith(PEER) ? key.substring(0, key.length() - PEER.length()) : key;
    }

    /// @param filter the row's key, or what stands before one of its dots
    boolean matches(String filter) {
        return key.equals(filter) || key.startsWith(filter + ".");
    }
}
