package rockpool.engine.testing;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import rockpool.engine.pool.PoolObjectsTesting;
import rockpool.engine.pool.PoolTesting;
import rockpool.engine.posix.ProcessIdentity;

/// Fails a test that leaves a pool of this run's, or a process that it started. What was left is removed or remembered, so that only one
/// test fails.
///
/// A pool is this run's if its name comes from [TestNames], or if this JVM or one of its children made it.
public final class NothingLeft implements AfterEachCallback, AfterAllCallback {

    /// Objects that a test was failed for and that could not be removed, since this process uses them.
    private static final Set<String> BLAMED = ConcurrentHashMap.newKeySet();

    private final Duration patience;

    public NothingLeft() {
        this(Duration.ofSeconds(10));
    }

    NothingLeft(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        check();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        check();
    }

    private void check() {
        try {
            Eventually.eventually("no object, no process", patience, () -> objects().isEmpty() && processes().isEmpty());
        } catch (AssertionError e) {
            List<String> objects = objects();
            List<ProcessHandle> processes = processes();
            processes.forEach(ProcessHandle::destroyForcibly);
            objects.forEach(PoolObjectsTesting::removeUnused);
            BLAMED.addAll(objects);
            throw new AssertionError("left: objects " + objects + ", processes " + processes.stream().map(ProcessHandle::info).toList(), e);
        }
    }

    private static List<String> objects() {
        return PoolObjectsTesting.objectNames().stream().filter(object -> !BLAMED.contains(object)).filter(NothingLeft::isOurs).toList();
    }

    private static boolean isOurs(String object) {
        String name = PoolObjectsTesting.poolName(object);
        ProcessIdentity creator = PoolTesting.creatorOf(object);
        return name != null && name.startsWith(TestNames.PREFIX)
                || creator != null && (creator.pid() == ProcessHandle.current().pid() || ChildJvm.started(creator.pid()));
    }

    private static List<ProcessHandle> processes() {
        return ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).toList();
    }
}
