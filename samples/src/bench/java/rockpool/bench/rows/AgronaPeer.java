package rockpool.bench.rows;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import rockpool.bench.Check;
import rockpool.bench.Measurement;

/// Agrona's ring buffer between two processes, both of which spin: sixteen raw bytes one way, and there and back. Agrona needs options that
/// Rockpool does without, so it runs in JVMs of its own.
final class AgronaPeer implements AutoCloseable {

    private static final int RING_BYTES = 1 << 16;
    private static final int FILE_BYTES = RING_BYTES + RingBufferDescriptor.TRAILER_LENGTH;
    private static final int TYPE = 1;
    private static final int LENGTH = 16;
    private static final int MESSAGES = 2_000_000;
    private static final int TRIPS = 300_000;
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int STOP = -1;

    private final Path folder;
    private final Process measuring;
    private final BufferedReader results;
    private final BufferedWriter orders;

    AgronaPeer() throws IOException {
        folder = Files.createTempDirectory(Path.of("/dev/shm"), "agrona-bench-");
        measuring = start("measure", folder);
        results = measuring.inputReader(StandardCharsets.UTF_8);
        orders = measuring.outputWriter(StandardCharsets.UTF_8);
    }

    void measure(Measurement.Sink sink) throws IOException {
        orders.write("again\n");
        orders.flush();
        String[] fields = results.readLine().split(" ");
        sink.accept("box.agrona.way.peer", Double.parseDouble(fields[0]));
        sink.accept("box.agrona.trip.peer", Double.parseDouble(fields[1]));
    }

    @Override
    public void close() {
        try {
            orders.close();
            measuring.waitFor();
            for (String name : List.of("there", "back")) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Process start(String role, Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                AgronaPeer.class.getName(), role, folder.toString()));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    // In the JVMs of its own

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[1]);
        ManyToOneRingBuffer there = ring(folder.resolve("there"));
        ManyToOneRingBuffer back = ring(folder.resolve("back"));
        if (arguments[0].equals("answer")) {
            answer(there, back);
        } else {
            Process other = start("answer", folder);
            serve(there, back);
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

    private static void serve(ManyToOneRingBuffer there, ManyToOneRingBuffer back) throws IOException {
        long end = System.nanoTime() + WARM_UP_NANOS;
        while (System.nanoTime() - end < 0) {
            way(there, back, MESSAGES / 20);
            trips(there, back, TRIPS / 20);
        }
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (orders.readLine() != null) {
            System.out.println(way(there, back, MESSAGES) + " " + trips(there, back, TRIPS));
        }
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
