package rockpool.engine.process;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The loader of the classes that came with one task. Each task has its own, since names are used again after the prompt was reset.
final class TaskClassLoader extends ShippingClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> classes = new ConcurrentHashMap<>();

    TaskClassLoader(String task) {
        super(task, TaskClassLoader.class.getClassLoader());
    }

    /// Adds classes that it has not.
    void add(Map<String, byte[]> more) {
        more.forEach(classes::putIfAbsent);
    }

    Map<String, byte[]> all() {
        return classes;
    }

    @Override
    public byte[] bytesOf(String className) {
        return classes.get(className);
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
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
