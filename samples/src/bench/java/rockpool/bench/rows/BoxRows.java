package rockpool.bench.rows;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import rockpool.bench.Check;
import rockpool.bench.Group;
import rockpool.bench.Measurement;
import rockpool.bench.Plan;
import rockpool.engine.box.BoxImage;
import rockpool.engine.box.Camlbox;
import rockpool.engine.box.CamlboxSender;
import rockpool.engine.process.Definition;

/// Messages from one process to another through a camlbox, and to it and back.
///
/// Agrona's ring takes the same way with raw bytes, in a process of its own ([AgronaPeer]).
public final class BoxRows implements Group {

    static final String TEXT = "0123456789abcdef";

    private static final int SLOTS = 64;
    private static final int SLOT_BYTES = 256;
    private static final int MESSAGES = 1_000_000;
    private static final int TRIPS = 200_000;
    private static final int SLEEPY_TRIPS = 60;
    private static final int SLEEPY_PRACTICE = 3_000;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(3);
    private static final long SHORT_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(3);

    /// The message of the original's rows, too.
    record Note(int number, String payload) {}

    /// What a worker is to do: send so many messages of a length to an address, or, for none, answer what comes.
    record Job(int count, int length) {}

    private final String name = "bench_" + ProcessHandle.current().pid();
    private Crew crew;
    private Camlbox<Note> box;
    private Camlbox<Long> answers;
    private CamlboxSender<Job> jobs;
    private CamlboxSender<Note> echo;

    @Override
    public void open(Plan plan) throws Exception {
        box = Camlbox.create(name, SLOTS, 1024 + SLOT_BYTES, Note.class);
        crew = new Crew(2);
        if (plan.wants("box.way.16", "box.way.1024", "box.agrona.way")) {
            openWays(plan);
        }
        if (plan.wants("box.trip", "box.trip.asleep", "box.agrona.trip")) {
            openTrips(plan);
        }
        if (plan.wants("box.agrona.way", "box.agrona.trip")) {
            plan.add(AgronaPeer::measure);
        }
    }

    // One way

    private void openWays(Plan plan) throws Exception {
        Definition<String, Integer> sending = crew.master().define("sending", BoxRows::sendJobs);
        sending.start(name);
        jobs = opened(name + "_jobs", Job.class);
        for (int length : new int[] {16, 1024}) {
            if (length == 16 || plan.wants("box.way.1024")) {
                for (long end = System.nanoTime() + WARM_UP_NANOS; System.nanoTime() - end < 0;) {
                    way(length, MESSAGES / 10);
                }
                plan.add(sink -> measureWay(sink, length));
            }
        }
    }

    private void measureWay(Measurement.Sink sink, int length) throws InterruptedException {
        double nanoseconds = way(length, MESSAGES);
        sink.accept("box.way." + length, nanoseconds);
        if (length == 16) {
            sink.accept("box.agrona.way", nanoseconds);
        }
    }

    private double way(int length, int count) throws InterruptedException {
        jobs.send(new Job(count, length));
        Note first = box.take();
        Check.equal("length of a message", length, first.payload().length());
        long began = System.nanoTime();
        long sum = first.number();
        for (int i = 1; i < count; i++) {
            sum += box.take().number();
        }
        double nanoseconds = (System.nanoTime() - began) / (count - 1.0);
        Check.equal("sum of numbers", (long) count * (count - 1) / 2, sum);
        return nanoseconds;
    }

    private static Integer sendJobs(String address) throws InterruptedException {
        try (var jobs = Camlbox.create(address + "_jobs", 1, SLOT_BYTES, Job.class); var box = CamlboxSender.open(address, Note.class)) {
            for (Job job = jobs.take(); job.count() > 0; job = jobs.take()) {
                String payload = "x".repeat(job.length());
                for (int i = 0; i < job.count(); i++) {
                    box.send(new Note(i, payload));
                }
            }
        }
        return 0;
    }

    // There and back

    private void openTrips(Plan plan) throws Exception {
        answers = Camlbox.create(name + "_back", 1, SLOT_BYTES, Long.class);
        Definition<String, Integer> answering = crew.master().define("answering", BoxRows::answer);
        answering.start(name);
        echo = opened(name + "_echo", Note.class);
        for (long end = System.nanoTime() + WARM_UP_NANOS; System.nanoTime() - end < 0;) {
            trips(TRIPS / 10);
        }
        sleepyTrips(SLEEPY_PRACTICE, SHORT_PAUSE_NANOS);
        plan.add(sink -> {
            double nanoseconds = trips(TRIPS);
            sink.accept("box.trip", nanoseconds);
            sink.accept("box.agrona.trip", nanoseconds);
        });
        plan.add(sink -> sink.accept("box.trip.asleep", sleepyTrips(SLEEPY_TRIPS, PAUSE_NANOS)));
    }

    private double trips(int count) throws InterruptedException {
        long began = System.nanoTime();
        for (int i = 1; i <= count; i++) {
            echo.send(new Note(i, TEXT));
            Check.equal("answer", (long) i, answers.take());
        }
        return (System.nanoTime() - began) / (double) count;
    }

    /// Both sides are asleep when a trip begins.
    private double sleepyTrips(int count, long pauseNanos) throws InterruptedException {
        long spent = 0;
        for (int i = 1; i <= count; i++) {
            LockSupport.parkNanos(pauseNanos);
            long began = System.nanoTime();
            echo.send(new Note(i, TEXT));
            Optional<Long> answer = Optional.of(answers.take());
            spent += System.nanoTime() - began;
            Check.equal("answer", (long) i, answer.get());
        }
        return spent / (double) count;
    }

    private static Integer answer(String address) throws InterruptedException {
        try (var questions = Camlbox.create(address + "_echo", 1, SLOT_BYTES, Note.class);
                var back = CamlboxSender.open(address + "_back", Long.class)) {
            for (Note note = questions.take(); note.number() > 0; note = questions.take()) {
                back.send((long) note.number());
            }
        }
        return 0;
    }

    private static <T> CamlboxSender<T> opened(String address, Class<T> type) throws InterruptedException {
        while (BoxImage.list().stream().noneMatch(info -> info.address().equals(address))) {
            Thread.sleep(1);
        }
        return CamlboxSender.open(address, type);
    }

    @Override
    public void close() {
        try {
            if (jobs != null) {
                jobs.send(new Job(0, 0));
                jobs.close();
            }
            if (echo != null) {
                echo.send(new Note(0, ""));
                echo.close();
                answers.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        box.close();
        crew.close();
    }
}
