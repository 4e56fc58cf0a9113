package rockpool.bench.rows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import rockpool.bench.Check;
import rockpool.bench.Group;
import rockpool.bench.Plan;
import rockpool.engine.data.Ref;
import rockpool.engine.pool.Pool;

/// How much memory a heap takes at rest, compared with what is live in it.
///
/// Records of three sizes are assigned often, so that blocks of dead and of living ones lie mixed; then the heap is collected some
/// times. What is taken is what the system has given to the pool's object, everything included.
public final class RestRow implements Group {

    private static final int RECORDS = 400_000;
    private static final int ASSIGNMENTS = 10;
    /// Memory that came free goes back to the system with the second collection after that, if a second lies between them.
    private static final int COLLECTIONS = 4;
    private static final long PAUSE_MILLIS = 1_100;

    private final Pool pool = BenchPool.create(512);

    /// A record whose block's size depends on its text.
    record Note(int number, String text) {

        static Note of(int number) {
            return new Note(number, "note ".repeat(1 + number % 3) + number);
        }
    }

    @Override
    public void open(Plan plan) {
        plan.add(sink -> sink.accept("rest.memory", takenForLive()));
    }

    private double takenForLive() throws IOException, InterruptedException {
        Ref<List<Note>> notes = Ref.create(pool, List.of());
        for (int i = 0; i < ASSIGNMENTS; i++) {
            notes.set(IntStream.range(i, i + RECORDS).mapToObj(Note::of).toList());
        }
        for (int i = 0; i < COLLECTIONS; i++) {
            notes.heap().gc();
            Thread.sleep(PAUSE_MILLIS);
        }
        long live = notes.heap().stats().liveBytes();
        Check.equal("first note", Note.of(ASSIGNMENTS - 1), notes.get().getFirst());
        double ratio = (double) taken() / live;
        notes.heap().destroy();
        return ratio;
    }

    private long taken() throws IOException, InterruptedException {
        Process du = new ProcessBuilder("du", "--block-size=1", "/dev/shm/" + pool.objectName()).start();
        String output = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Check.equal("status of du", 0, du.waitFor());
        return Long.parseLong(output.split("\\s")[0]);
    }

    @Override
    public void close() {
        pool.close();
    }
}
