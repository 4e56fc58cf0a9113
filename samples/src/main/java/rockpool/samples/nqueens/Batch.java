package rockpool.samples.nqueens;

import java.util.Arrays;
import rockpool.engine.box.Camlbox;
import rockpool.engine.box.CamlboxSender;

/// A message with solutions.
///
/// @param last whether its sender sends no more
record Batch(long[] solutions, boolean last) {

    private static final int MOST = 1000;
    private static final int MESSAGE_BYTES = MOST * Long.BYTES + 256;
    private static final int SLOTS_OF_SENDER = 4;

    /// Makes a box for batches.
    static Camlbox<Batch> box(String name, int senders) {
        return Camlbox.create(name, SLOTS_OF_SENDER * senders, MESSAGE_BYTES, Batch.class);
    }

    /// Receives until each sender has sent its last.
    static void receive(Camlbox<Batch> box, int senders, Search.Found found) throws InterruptedException {
        int sending = senders;
        while (sending > 0) {
            Batch batch = box.take();
            for (long solution : batch.solutions) {
                found.accept(solution);
            }
            sending -= batch.last ? 1 : 0;
        }
    }

    /// Collects solutions and sends many at a time.
    static final class Out implements AutoCloseable {

        private final CamlboxSender<Batch> box;
        private final long[] solutions = new long[MOST];
        private int count;

        /// @param address of a box that is there
        Out(String address) {
            box = CamlboxSender.open(address, Batch.class);
        }

        void add(long solution) throws InterruptedException {
            solutions[count++] = solution;
            if (count == MOST) {
                send(false);
            }
        }

        /// Sends the rest, and that it is the last.
        void end() throws InterruptedException {
            send(true);
        }

        private void send(boolean last) throws InterruptedException {
            box.send(new Batch(Arrays.copyOf(solutions, count), last));
            count = 0;
        }

        @Override
        public void close() {
            box.close();
        }
    }
}
