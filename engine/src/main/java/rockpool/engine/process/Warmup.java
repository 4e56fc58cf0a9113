package rockpool.engine.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Runs a small task a number of times in a worker that stands by, exactly as the master's tasks will be run, and asks the master a
/// few questions, so that the first real task finds the code loaded, linked and partly compiled.
///
/// The sample's classes come once as the prompt's do, to be defined anew each time, and once from the class path, as those of a plain
/// program do.
final class Warmup {

    private static final int ROUNDS = 60;
    private static final int QUESTIONS = 20;

    private Warmup() {}

    /// @param enough asked before each round: whether to leave it at that
    static void run(Host host, BooleanSupplier enough) throws IOException, InterruptedException {
        Outcome outcome = new Outcome();
        PrintStream out = System.out;
        PrintStream err = System.err;
        run(ofPlainProgram(), 1, outcome, enough);
        run(ofPrompt(), ROUNDS, outcome, enough);
        System.setOut(out);
        System.setErr(err);
        for (int i = 0; i < QUESTIONS && !enough.getAsBoolean(); i++) {
            host.definitions();
        }
    }

    private static void run(byte[] payload, int rounds, Outcome outcome, BooleanSupplier enough) throws InterruptedException {
        TaskOutput output = TaskOutput.install(outcome);
        Cleanliness clean = Cleanliness.now();
        for (int i = 0; i < rounds && !enough.getAsBoolean(); i++) {
            new TaskRun(outcome, new Holder(), output, () -> clean, new Frame(Frame.Kind.TASK, 0, payload)).start().join();
            outcome.check();
        }
    }

    /// Takes the place of the master.
    private static final class Outcome implements Reports {
        private volatile byte[] problem;

        @Override
        public boolean send(Frame.Kind kind, long number, byte[] body) {
            if (kind == Frame.Kind.THREW) {
                problem = body;
            }
            return true;
        }

        void check() {
            if (problem != null) {
                throw new IllegalStateException("the sample task failed: " + reason());
            }
        }

        private String reason() {
            try {
                return Messages.reason(new Input(problem)) instanceof EndReason.Threw threw ? threw.stack() : "";
            } catch (IOException e) {
                return e.toString();
            }
        }
    }

    private static byte[] ofPlainProgram() {
        return Parcels.of("sample", Snapshot.complete("sample", WarmupSample.body(), WarmupSample.argument()).parcel());
    }

    private static byte[] ofPrompt() throws IOException {
        TaskClassLoader loader = new TaskClassLoader("warm-up");
        loader.add(Map.of(WarmupSample.class.getName(), new ShippedClass(bytes(WarmupSample.class), false),
                WarmupSample.Job.class.getName(), new ShippedClass(bytes(WarmupSample.Job.class), true)));
        try {
            Class<?> copy = loader.loadClass(WarmupSample.class.getName());
            return Parcels.of("sample", Snapshot.complete("sample", (Body<?, ?>) call(copy, "body"), call(copy, "argument")).parcel());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the sample task cannot be made", e);
        }
    }

    private static Object call(Class<?> owner, String name) throws ReflectiveOperationException {
        Method method = owner.getDeclaredMethod(name);
        method.setAccessible(true);
        return method.invoke(null);
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        String name = type.getName();
        try (InputStream in = type.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
            return ShippingClassLoader.prepare(in.readAllBytes());
        }
    }
}
