package rockpool.engine.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How a master runs its children. Immutable: each `with…` method gives changed options.
///
/// @param standby how many warm workers stand by, at least 0
/// @param limit how many tasks run or wait for a worker at once, at least 1
/// @param workerHeap the greatest Java heap of a child, as `java -Xmx` takes it, such as `512m`
/// @param jvmOptions further options for the children's JVMs
/// @param aotCache the AOT cache for children; not used if there is no such file
public record MasterOptions(int standby, int limit, String workerHeap, List<String> jvmOptions, Optional<Path> aotCache) {

    /// The system property that names the AOT cache of the children.
    public static final String AOT_PROPERTY = "rockpool.aot";

    public MasterOptions {
        if (standby < 0) {
            throw new IllegalArgumentException("standby=" + standby + ": at least 0");
        }
        if (limit < 1) {
            throw new IllegalArgumentException("limit=" + limit + ": at least 1");
        }
        if (!workerHeap.matches("\\d+[kKmMgG]?")) {
            throw new IllegalArgumentException("workerHeap=" + workerHeap + ": a number with k, m or g, such as 512m");
        }
        jvmOptions = List.copyOf(jvmOptions);
    }

    /// Two workers stand by, 64 tasks at once, heaps of up to 1 GiB, the AOT cache that the system property [#AOT_PROPERTY] names.
    public static MasterOptions defaults() {
        Optional<Path> cache = Optional.ofNullable(System.getProperty(AOT_PROPERTY)).map(Path::of).filter(Files::isRegularFile);
        return new MasterOptions(2, 64, "1g", List.of(), cache);
    }

    public MasterOptions withStandby(int count) {
        return new MasterOptions(count, limit, workerHeap, jvmOptions, aotCache);
    }

    public MasterOptions withLimit(int count) {
        return new MasterOptions(standby, count, workerHeap, jvmOptions, aotCache);
    }

    public MasterOptions withWorkerHeap(String size) {
        return new MasterOptions(standby, limit, size, jvmOptions, aotCache);
    }

    public MasterOptions withJvmOptions(List<String> options) {
        return new MasterOptions(standby, limit, workerHeap, options, aotCache);
    }

    public MasterOptions withAotCache(Path cache) {
        return new MasterOptions(standby, limit, workerHeap, jvmOptions, Optional.of(cache).filter(Files::isRegularFile));
    }
}
