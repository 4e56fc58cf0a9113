package rockpool.shell.session;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;
import rockpool.engine.heap.TypeRegistry;
import rockpool.engine.process.ShippingClassLoader;

/// The one loader of a session's snippets. It keeps every class in the form in which it is shipped to workers, and
/// runs a stoppable form of that ([StopWeaver]).
final class SnippetLoader extends ShippingClassLoader implements LoaderDelegate {

    private static final String SNIPPETS = "REPL.";

    private final Map<String, byte[]> shipped = new ConcurrentHashMap<>();
    private final Map<String, Class<?>> loaded = new ConcurrentHashMap<>();
    private final Added added;
    private volatile boolean replaying;

    SnippetLoader(ClassLoader parent) {
        this(new Added(parent));
    }

    private SnippetLoader(Added added) {
        super("snippets", added);
        this.added = added;
        byte[] stop = StopWeaver.stopClass();
        loaded.put(StopWeaver.STOP_CLASS, defineClass(StopWeaver.STOP_CLASS, stop, 0, stop.length));
    }

    @Override
    public byte[] bytesOf(String name) {
        byte[] bytes = shipped.get(name);
        return bytes != null ? bytes : added.bytesOf(name);
    }

    void replaying(boolean on) {
        replaying = on;
    }

    Class<?> stopClass() {
        return loaded.get(StopWeaver.STOP_CLASS);
    }

    /// Finds a snippet's class, for JShell and for the snippets that link to it.
    @Override
    public Class<?> findClass(String name) throws ClassNotFoundException {
        Class<?> known = loaded.get(name);
        if (known != null) {
            return known;
        }
        byte[] bytes = shipped.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        byte[] woven = StopWeaver.weave(replaying ? ReplayWeaver.weave(bytes) : bytes);
        return defineClass(name, woven, 0, woven.length);
    }

    @Override
    public void load(ClassBytecodes[] classes) throws ClassInstallException {
        boolean[] done = new boolean[classes.length];
        try {
            for (ClassBytecodes one : classes) {
                shipped.put(one.name(), prepare(one.bytecodes()));
            }
            for (int i = 0; i < classes.length; i++) {
                Class<?> type = loadClass(classes[i].name());
                type.getDeclaredMethods();
                offer(type);
                loaded.put(classes[i].name(), type);
                done[i] = true;
            }
        } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
            throw new ClassInstallException("load: " + e, done);
        }
    }

    /// Lets the values of a pool become instances of the prompt's types.
    private static void offer(Class<?> type) {
        for (Class<?> member : type.getDeclaredClasses()) {
            if (member.isRecord() || member.isEnum() || member.isInterface()) {
                TypeRegistry.offer(member);
            }
        }
    }

    @Override
    public void classesRedefined(ClassBytecodes[] classes) {
        for (ClassBytecodes one : classes) {
            shipped.put(one.name(), prepare(one.bytecodes()));
        }
    }


    @Override
    public void addToClasspath(String path) throws InternalException {
        try {
            for (String entry : path.split(File.pathSeparator)) {
                added.addURL(new File(entry).toURI().toURL());
            }
        } catch (MalformedURLException e) {
            throw new InternalException("class path " + path + ": " + e.getMessage());
        }
    }

    /// What `/env --class-path` added.
    private static final class Added extends URLClassLoader {

        Added(ClassLoader parent) {
            super("added", new URL[0], parent);
        }

        @Override
        public void addURL(URL url) {
            super.addURL(url);
        }

        byte[] bytesOf(String name) {
            if (name.startsWith(SNIPPETS) || getURLs().length == 0) {
                return null;
            }
            URL found = findResource(name.replace('.', '/') + ".class");
            if (found == null) {
                return null;
            }
            try (InputStream in = found.openStream()) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException("class " + name + " at " + found, e);
            }
        }
    }
}
