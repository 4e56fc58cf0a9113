package rockpool.samples.pipeline;

import rockpool.engine.data.SharedBuffer;

/// Empties the pipe, works out a checksum of what it reads, and says once a second how fast it is.
///
/// It takes all that is there out of the pipe before it looks at the bytes: so the producer fills the pipe again at the same time.
public final class Consumer {

    private static final double SECOND = 1e9;
    private static final double MEBIBYTE = 1 << 20;
    private static final int CHECKSUM_BITS = 0x3fff_ffff;

    private final Pipe pipe;
    private final long began = System.nanoTime();
    private long told = began;
    private long toldReceived;
    private long received;
    private final byte[] piece = new byte[Pipe.CAPACITY];
    private int checksum;

    private Consumer(Pipe pipe) {
        this.pipe = pipe;
    }

    /// Reads until the end.
    ///
    /// @return the checksum
    public static Integer run(SharedBuffer buffer) throws InterruptedException {
        Consumer consumer = new Consumer(Pipe.of(buffer));
        consumer.readAll();
        return consumer.checksum & CHECKSUM_BITS;
    }

    private void readAll() throws InterruptedException {
        for (int count = pipe.take(piece); count > 0; count = pipe.take(piece)) {
            received += count;
            checksum = checksum(checksum, piece, count);
            tellEachSecond();
        }
        System.out.println("Total: received " + received + " bytes, " + rate(received, System.nanoTime() - began));
    }

    private static int checksum(int before, byte[] bytes, int count) {
        int sum = before;
        for (int i = 0; i < count; i++) {
            sum = (sum << 3) + bytes[i];
        }
        return sum;
    }

    private void tellEachSecond() {
        long now = System.nanoTime();
        if (now - told >= SECOND) {
            System.out.println("received " + (received - toldReceived) + " bytes, " + rate(received - toldReceived, now - told));
            told = now;
            toldReceived = received;
        }
    }

    private static String rate(long bytes, long nanoseconds) {
        return String.format("%.1f M/s", bytes / MEBIBYTE / (nanoseconds / SECOND));
    }
}
