package rockpool.engine.process;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import rockpool.engine.heap.TypeRegistry;

/// The loader of the classes that came with one task. Each task has its own, since names are used again after the prompt was reset.
final class TaskClassLoader extends ShippingClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final Map<String, ShippedClass> classes = new ConcurrentHashMap<>();

    TaskClassLoader(String task) {
        super(task, TaskClassLoader.class.getClassLoader());
    }

    /// Adds classes that it has not.
    void add(Map<String, ShippedClass> more) {
        more.forEach(classes::putIfAbsent);
    }

    Map<String, ShippedClass> all() {
        return classes;
    }

    /// Tells heaps of the types whose values the task may meet in them.
    void offerData() throws IOException {
        for (Map.Entry<String, ShippedClass> entry : classes.entrySet()) {
            if (entry.getValue().isData()) {
                offer(entry.getKey());
            }
        }
    }

    private void offer(String name) throws IOException {
        try {
            TypeRegistry.offer(loadClass(name));
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IOException("class " + name + " cannot be linked here: " + e, e);
        }
    }

    @Override
    public byte[] bytesOf(String className) {
        ShippedClass shipped = classes.get(className);
        return shipped == null ? null : shipped.bytes();
    }

    /// What came with the task goes before what this JVM knows of the same name.
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!classes.containsKey(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = bytesOf(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
