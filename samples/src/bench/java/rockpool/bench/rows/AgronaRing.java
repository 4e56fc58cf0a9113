package rockpool.bench.rows;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import rockpool.bench.Check;

/// The program of [AgronaPeer]'s two JVMs. Its arguments are what it is to do, `measure` or `answer`, and the folder with the two rings.
final class AgronaRing {

    static final String THERE = "there";
    static final String BACK = "back";

    private static final int RING_BYTES = 1 << 16;
    private static final int FILE_BYTES = RING_BYTES + RingBufferDescriptor.TRAILER_LENGTH;
    private static final int TYPE = 1;
    private static final int LENGTH = 16;
    private static final int MESSAGES = 2_000_000;
    private static final int TRIPS = 300_000;
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int STOP = -1;

    private AgronaRing() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[1]);
        ManyToOneRingBuffer there = ring(folder.resolve(THERE));
        ManyToOneRingBuffer back = ring(folder.resolve(BACK));
        if (arguments[0].equals("answer")) {
            answer(there, back);
        } else {
            Process other = AgronaPeer.start("answer", folder);
            measure(there, back);
            send(there, STOP, 0);
            other.waitFor();
        }
    }

    private static ManyToOneRingBuffer ring(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, FILE_BYTES);
            return new ManyToOneRingBuffer(new UnsafeBuffer(mapped));
        }
    }

    private static void send(ManyToOneRingBuffer ring, int order, int number) {
        UnsafeBuffer message = new UnsafeBuffer(new byte[LENGTH]);
        message.putInt(0, order);
        message.putInt(Integer.BYTES, number);
        while (!ring.write(TYPE, message, 0, LENGTH)) {
            Thread.onSpinWait();
        }
    }

    /// Sends as many messages as it is asked to, or sends back what it is sent.
    private static void answer(ManyToOneRingBuffer there, ManyToOneRingBuffer back) {
        int[] order = new int[2];
        UnsafeBuffer message = new UnsafeBuffer(new byte[LENGTH]);
        while (order[0] != STOP) {
            if (receive(there, order)) {
                for (int i = 0; i < order[0]; i++) {
                    message.putInt(Integer.BYTES, i);
                    while (!back.write(TYPE, message, 0, LENGTH)) {
                        Thread.onSpinWait();
                    }
                }
                if (order[0] == 0) {
                    message.putInt(Integer.BYTES, order[1]);
                    back.write(TYPE, message, 0, LENGTH);
                }
            }
        }
    }

    private static boolean receive(ManyToOneRingBuffer ring, int[] into) {
        return ring.read((type, buffer, index, length) -> {
            into[0] = buffer.getInt(index);
            into[1] = buffer.getInt(index + Integer.BYTES);
        }, 1) == 1;
    }

    private static void measure(ManyToOneRingBuffer there, ManyToOneRingBuffer back) {
        long end = System.nanoTime() + WARM_UP_NANOS;
        while (System.nanoTime() - end < 0) {
            way(there, back, MESSAGES / 20);
            trips(there, back, TRIPS / 20);
        }
        System.out.println(way(there, back, MESSAGES) + " " + trips(there, back, TRIPS));
    }

    private static double way(ManyToOneRingBuffer there, ManyToOneRingBuffer back, int count) {
        send(there, count, 0);
        long[] seen = new long[2];
        while (seen[0] == 0) {
            read(back, seen);
        }
        long first = seen[0];
        long began = System.nanoTime();
        while (seen[0] < count) {
            read(back, seen);
        }
        double nanoseconds = (System.nanoTime() - began) / (double) (count - first);
        Check.equal("sum of numbers", (long) count * (count - 1) / 2, seen[1]);
        return nanoseconds;
    }

    private static void read(ManyToOneRingBuffer ring, long[] seen) {
        int messages = ring.read((type, buffer, index, length) -> {
            seen[0]++;
            seen[1] += buffer.getInt(index + Integer.BYTES);
        });
        if (messages == 0) {
            Thread.onSpinWait();
        }
    }

    private static double trips(ManyToOneRingBuffer there, ManyToOneRingBuffer back, int count) {
        UnsafeBuffer message = new UnsafeBuffer(new byte[LENGTH]);
        int[] answer = new int[2];
        long began = System.nanoTime();
        for (int i = 1; i <= count; i++) {
            message.putInt(Integer.BYTES, i);
            there.write(TYPE, message, 0, LENGTH);
            while (!receive(back, answer)) {
                Thread.onSpinWait();
            }
        }
        double nanoseconds = (System.nanoTime() - began) / (double) count;
        Check.equal("last answer", count, answer[1]);
        return nanoseconds;
    }
}
