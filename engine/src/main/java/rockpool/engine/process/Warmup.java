package rockpool.engine.process;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Map;

/// Runs a small task a number of times in a worker that is to stand by, so that the first real one finds its code loaded, linked and
/// partly compiled.
final class Warmup {

    private static final int ROUNDS = 60;

    private Warmup() {}

    static void run() throws IOException {
        byte[] payload = payload();
        for (int i = 0; i < ROUNDS; i++) {
            try {
                TaskRun.execute(Parcels.read(payload));
            } catch (Throwable e) {
                throw new IllegalStateException("the sample task failed", e);
            }
        }
    }

    private static byte[] payload() throws IOException {
        TaskClassLoader loader = new TaskClassLoader("warm-up");
        loader.add(Map.of(WarmupSample.class.getName(), new ShippedClass(bytes(WarmupSample.class), false),
                WarmupSample.Job.class.getName(), new ShippedClass(bytes(WarmupSample.Job.class), true)));
        try {
            Class<?> copy = loader.loadClass(WarmupSample.class.getName());
            return Parcels.of("sample", Snapshot.complete("sample", (Body<?, ?>) call(copy, "body"), call(copy, "argument")));
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
