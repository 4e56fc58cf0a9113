package rockpool.shell;

import java.lang.reflect.InvocationTargetException;
import java.util.List;

/// The programs under `samples/`, which the launcher puts on the class path. They run in this JVM, so that they start as fast as the
/// console.
final class SampleProgram {

    private static final String MAIN = "rockpool.samples.Samples";
    private static final int FAILED = 1;

    private SampleProgram() {}

    /// @param words the program's name and its arguments
    /// @return the exit status
    static int run(List<String> words) {
        try {
            Class.forName(MAIN, true, ClassLoader.getSystemClassLoader()).getMethod("main", String[].class)
                    .invoke(null, (Object) words.toArray(String[]::new));
            return 0;
        } catch (ClassNotFoundException e) {
            System.err.println("rockpool: the samples are not on the class path: start them by scripts/rockpool sample");
            return FAILED;
        } catch (InvocationTargetException e) {
            e.getCause().printStackTrace();
            return FAILED;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
