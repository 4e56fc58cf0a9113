package rockpool.engine.testing;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import rockpool.engine.data.Ref;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.UnitClass;
import rockpool.engine.sync.LockKind;
import rockpool.engine.sync.Mutex;

/// How the JVMs of tests start in less than half the time: this JVM's class path as jars, and an AOT cache of what a first child has
/// loaded. Both are made when the first child of this JVM is about to start, beside the folder of the test classes.
final class ChildClasses {

    private static final String FOLDER = "child-jvm";

    /// The options of all children, of the one that makes the cache included. Most children are killed before a second compilation pays.
    private static final List<String> COMMON = List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xmx128m",
            "-XX:TieredStopAtLevel=1");

    private static final List<String> OPTIONS = make();

    private ChildClasses() {}

    /// Options for a child that asks for none of its own.
    static List<String> options() {
        return OPTIONS;
    }

    /// Options for a child that is to have its classes as they lie.
    static List<String> plainOptions() {
        return withClassPath(System.getProperty("java.class.path"));
    }

    private static List<String> withClassPath(String classPath) {
        List<String> options = new ArrayList<>(COMMON);
        options.addAll(List.of("-cp", classPath));
        return options;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static List<String> make() {
        try {
            List<Path> entries = List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream().map(Path::of).toList();
            Path folder = Files.createDirectories(entries.stream().filter(Files::isDirectory).findFirst().orElseThrow().resolveSibling(FOLDER));
            String classPath = entries.stream().map(entry -> inJar(entry, folder)).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
            List<String> options = withClassPath(classPath);
            options.addAll(ofNativeLibrary(folder));
            Path cache = folder.resolve("classes.aot");
            makeCache(options, cache);
            options.add("-XX:AOTCache=" + cache);
            return List.copyOf(options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path inJar(Path entry, Path folder) {
        if (!Files.isDirectory(entry)) {
            return entry;
        }
        Path jar = folder.resolve(entry.getFileName() + ".jar");
        int status = ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, "--create", "--no-compress", "--file=" + jar,
                "-C", entry.toString(), ".");
        if (status != 0) {
            throw new AssertionError("jar of " + entry + ": status " + status);
        }
        return jar;
    }

    /// JNA's library, unpacked once for all children.
    private static List<String> ofNativeLibrary(Path folder) throws IOException {
        String library = System.mapLibraryName("jnidispatch");
        try (InputStream packed = Native.class.getResourceAsStream(Platform.RESOURCE_PREFIX + "/" + library)) {
            Files.copy(packed, folder.resolve(library), StandardCopyOption.REPLACE_EXISTING);
        }
        return List.of("-Djna.boot.library.path=" + folder, "-Djna.nounpack=true");
    }

    private static void makeCache(List<String> options, Path cache) throws IOException {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(options);
        command.addAll(List.of("-XX:AOTCacheOutput=" + cache, ChildMain.class.getName(), First.class.getName(), TestNames.unique()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new AssertionError("the child that makes " + cache + " ended with status " + process.exitValue() + ":\n" + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /// Uses a little of everything, and ends by itself.
    static final class First {

        record Thing(String name, long number) {}

        public static void main(String[] args) throws InterruptedException {
            try (Pool pool = Pool.create(args[0], 1 << 20)) {
                Mutex mutex = Mutex.create(pool, LockKind.NORMAL);
                mutex.lock();
                mutex.unlock();
                pool.units().release(pool.units().claim(1, UnitClass.SPAN, 1), 1);
                Ref<Thing> thing = Ref.create(pool, new Thing("one", 1));
                thing.set(new Thing("other", thing.get().number() + 1));
                thing.destroy();
                pool.recoverDead();
                Eventually.eventually("it is named", () -> Pool.list().stream().anyMatch(summary -> summary.name().equals(args[0])));
            }
        }
    }
}
