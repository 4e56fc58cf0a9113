package rockpool.samples.pipeline;

import rockpool.engine.data.SharedBuffer;

/// Fills the pipe with 01234567890123… as fast as there is room.
///
/// @param bytes how many in all
public record Producer(SharedBuffer buffer, long bytes) {

    private static final int PERIOD = 10;

    /// Returns when the last byte is in the pipe.
    public Void run() throws InterruptedException {
        Pipe pipe = Pipe.of(buffer);
        byte[] digits = digits();
        for (long sent = 0; sent < bytes; ) {
            sent += pipe.put(digits, (int) (sent % PERIOD), (int) Math.min(Pipe.CAPACITY, bytes - sent));
        }
        pipe.end();
        return null;
    }

    /// So many that any piece begins within the first period.
    private static byte[] digits() {
        byte[] digits = new byte[Pipe.CAPACITY + PERIOD];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = (byte) ('0' + i % PERIOD);
        }
        return digits;
    }
}
