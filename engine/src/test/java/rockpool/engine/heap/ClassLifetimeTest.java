package rockpool.engine.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.data.Ref;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.Eventually;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

@ExtendWith(NothingLeft.class)
class ClassLifetimeTest {

    public record Task(String name, List<Integer> steps) {}

    public interface TaskView {
        String name();
    }

    /// Defines the classes of this test again, as a worker's loader does for each task.
    private static final class TaskLoader extends ClassLoader {

        TaskLoader() {
            super(ClassLifetimeTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> known = findLoadedClass(name);
            return known != null ? known : name.startsWith(ClassLifetimeTest.class.getName() + "$Task") ? define(name)
                : super.loadClass(name, resolve);
        }

        private Class<?> define(String name) {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Class<?> task() throws ReflectiveOperationException {
            return loadClass(Task.class.getName(), false);
        }

        Object newTask() throws ReflectiveOperationException {
            return task().getConstructor(String.class, List.class).newInstance("a task with a long name", List.of(1, 2));
        }
    }

    private Pool pool;

    @BeforeEach
    void create() {
        pool = Pool.create(TestNames.unique(), 1L << 24);
    }

    @AfterEach
    void close() {
        HeapChecks.verify(pool);
        pool.close();
    }

    @Test
    void theClassesOfATaskGoWithTheirLoader() throws ReflectiveOperationException {
        WeakReference<ClassLoader> loader = useTask();
        Eventually.eventually("the loader is gone", () -> {
            System.gc();
            return loader.refersTo(null);
        });
        assertInstanceOf(Value.OfRecord.class, Ref.find(pool, "task").orElseThrow().get(), "nobody here knows the class any more");
    }

    private WeakReference<ClassLoader> useTask() throws ReflectiveOperationException {
        var loader = new TaskLoader();
        Ref<Object> ref = Ref.create(pool, "task", loader.newTask());
        assertSame(loader.task(), ref.get().getClass());
        assertEquals("a task with a long name", ref.with(StructView.class, view -> view.get("name")));
        Object view = ref.view(loader.loadClass(TaskView.class.getName(), false));
        assertEquals("Task[name=a task with a long name, steps=[1, 2]]", view.toString());
        return new WeakReference<>(loader);
    }

    @Test
    void ofTwoClassesThatAreTheSameToOthersTheCallersComesOut() throws ReflectiveOperationException {
        var first = new TaskLoader();
        var second = new TaskLoader();
        Ref<Object> ref = Ref.create(pool, first.newTask());
        TypeRegistry.offer(second.task());
        assertSame(second.task(), ref.get().getClass(), "the last one offered");
        assertSame(first.task(), asCaller(first, ref), "the one of the caller's loader");
        assertSame(second.task(), asCaller(second, ref));
        assertSame(second.task(), Ref.create(pool, List.of(second.newTask())).get().getFirst().getClass());
    }

    private static Class<?> asCaller(ClassLoader loader, Ref<Object> ref) {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            return ref.get().getClass();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
