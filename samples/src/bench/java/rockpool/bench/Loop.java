package rockpool.bench;

/// An operation in a loop that lasts long enough to be timed.
public final class Loop {

    /// How long one repetition lasts, about.
    private static final long REPETITION_NANOS = 150_000_000L;
    private static final long LEAST_WARM_UP_NANOS = 1_000_000_000L;
    private static final long MOST_WARM_UP_NANOS = 4_000_000_000L;
    private static final double STEADY = 0.05;

    private final Body body;
    private int rounds = 1;

    private Loop(Body body) {
        this.body = body;
    }

    /// The loop itself, so that each row's loop is compiled on its own.
    @FunctionalInterface
    public interface Body {
        /// Does the operation so many times.
        void run(int rounds) throws Exception;
    }

    /// A loop that has been run until its time no longer changes.
    public static Loop warm(Body body) throws Exception {
        Loop loop = new Loop(body);
        loop.warmUp();
        return loop;
    }

    // Rounds grow until a repetition lasts long enough, which also brings the body through all tiers of the compiler: it is entered
    // often while the rounds are few. After that, repetitions go on until two in a row agree.
    private void warmUp() throws Exception {
        long began = System.nanoTime();
        double last = Double.MAX_VALUE;
        while (true) {
            double now = nanoseconds();
            long spent = System.nanoTime() - began;
            boolean steady = Math.abs(now - last) <= STEADY * now;
            if (spent > MOST_WARM_UP_NANOS || spent > LEAST_WARM_UP_NANOS && steady) {
                return;
            }
            last = now;
            calibrate(now);
        }
    }

    private void calibrate(double nanosecondsOfRound) {
        double fitting = REPETITION_NANOS / Math.max(nanosecondsOfRound, 0.01);
        rounds = (int) Math.clamp(Math.min(fitting, 3.0 * rounds), 1, 1 << 30);
    }

    /// One repetition: the nanoseconds of a round.
    public double nanoseconds() throws Exception {
        long began = System.nanoTime();
        body.run(rounds);
        return (System.nanoTime() - began) / (double) rounds;
    }
}
