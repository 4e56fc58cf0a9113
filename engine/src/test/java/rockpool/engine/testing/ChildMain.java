package rockpool.engine.testing;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import rockpool.engine.memory.Points;
import rockpool.engine.posix.OperatingSystem;

/// Where a [ChildJvm] begins: it ends with its parent, kills itself at a point if it was asked to, and runs the main class.
final class ChildMain {

    static final String DIE_AT = "rockpool.test.dieAt";
    static final String DIE_AT_NTH = "rockpool.test.dieAtNth";

    private ChildMain() {}

    public static void main(String[] args) throws Throwable {
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
        String point = System.getProperty(DIE_AT);
        if (point != null) {
            dieAt(point, Integer.getInteger(DIE_AT_NTH, 1));
        }
        var main = Class.forName(args[0]).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        try {
            main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void dieAt(String title, int nth) {
        AtomicInteger left = new AtomicInteger(nth);
        int self = (int) ProcessHandle.current().pid();
        Points.listen(point -> {
            if (point.title().equals(title) && left.decrementAndGet() == 0) {
                OperatingSystem.current().kill(self, 9);
            }
        });
    }
}
