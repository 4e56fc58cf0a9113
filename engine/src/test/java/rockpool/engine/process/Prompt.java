package rockpool.engine.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/// A prompt in this JVM, for tests: snippets are compiled by JShell and run here, their classes come from a [ShippingClassLoader].
public final class Prompt implements AutoCloseable {

    private static final String IMPORTS = """
            import java.util.*;
            import java.util.function.*;
            import rockpool.engine.process.*;
            import static rockpool.engine.process.Processes.*;
            """;

    private static volatile Object shown;

    private final JShell shell;

    Prompt() {
        shell = JShell.builder().executionEngine(new Provider(), Map.of())
                .compilerOptions("-classpath", System.getProperty("java.class.path")).build();
        run(IMPORTS);
        run("import static " + Prompt.class.getName() + ".show;");
    }

    /// Called by snippets.
    public static void show(Object value) {
        shown = value;
    }

    /// Runs snippets one after another.
    ///
    /// @throws AssertionError if one is refused or throws, with what it says
    Prompt run(String source) {
        String rest = source;
        while (!rest.isBlank()) {
            var part = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            for (SnippetEvent event : shell.eval(part.source())) {
                check(event);
            }
            rest = part.remaining();
        }
        return this;
    }

    /// The value of an expression.
    Object value(String expression) {
        shown = null;
        run("show(" + expression + ");");
        return shown;
    }

    /// The exception's message of a snippet that throws.
    String failure(String source) {
        List<SnippetEvent> events = shell.eval(source);
        for (SnippetEvent event : events) {
            if (event.exception() != null) {
                return event.exception().getMessage();
            }
        }
        throw new AssertionError("no exception: " + source + " " + events);
    }

    private void check(SnippetEvent event) {
        if (event.exception() != null) {
            throw new AssertionError(event.snippet().source() + ": " + describe(event.exception()), event.exception());
        }
        if (event.status() == Snippet.Status.REJECTED) {
            List<String> problems = new ArrayList<>();
            shell.diagnostics(event.snippet()).forEach(problem -> problems.add(problem.getMessage(null)));
            throw new AssertionError(event.snippet().source() + ": " + problems);
        }
    }

    private static String describe(Throwable problem) {
        return problem instanceof jdk.jshell.EvalException thrown
                ? thrown.getExceptionClassName() + ": " + thrown.getMessage() : problem.toString();
    }

    @Override
    public void close() {
        shell.close();
    }

    private static final class Provider implements ExecutionControlProvider {
        @Override
        public String name() {
            return "prompt of a test";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return new Control(new Loader());
        }
    }

    /// Prepares each class before JShell weaves in its stop checks.
    private static final class Control extends LocalExecutionControl {
        private final Loader loader;

        Control(Loader loader) {
            super(loader.new Delegate());
            this.loader = loader;
        }

        @Override
        public void load(ClassBytecodes[] classes) throws ClassInstallException, NotImplementedException, EngineTerminationException {
            ClassBytecodes[] prepared = new ClassBytecodes[classes.length];
            for (int i = 0; i < classes.length; i++) {
                byte[] bytes = ShippingClassLoader.prepare(classes[i].bytecodes());
                loader.bytes.put(classes[i].name(), bytes);
                prepared[i] = new ClassBytecodes(classes[i].name(), bytes);
            }
            super.load(prepared);
        }
    }

    private static final class Loader extends ShippingClassLoader {
        private final Map<String, byte[]> bytes = new ConcurrentHashMap<>();
        private final Map<String, byte[]> woven = new ConcurrentHashMap<>();

        Loader() {
            super("prompt", Prompt.class.getClassLoader());
        }

        @Override
        public byte[] bytesOf(String className) {
            return bytes.get(className);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] code = woven.get(name);
            if (code == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, code, 0, code.length);
        }

        private final class Delegate implements LoaderDelegate {
            @Override
            public void load(ExecutionControl.ClassBytecodes[] classes) throws ExecutionControl.ClassInstallException {
                boolean[] installed = new boolean[classes.length];
                for (ExecutionControl.ClassBytecodes each : classes) {
                    woven.put(each.name(), each.bytecodes());
                }
                try {
                    for (int i = 0; i < classes.length; i++) {
                        loadClass(classes[i].name());
                        installed[i] = true;
                    }
                } catch (ClassNotFoundException | LinkageError e) {
                    throw new ExecutionControl.ClassInstallException(e.toString(), installed);
                }
            }

            @Override
            public void classesRedefined(ExecutionControl.ClassBytecodes[] classes) {}

            @Override
            public void addToClasspath(String path) throws ExecutionControl.InternalException {
                throw new ExecutionControl.InternalException("not at this prompt: " + path);
            }

            @Override
            public Class<?> findClass(String name) throws ClassNotFoundException {
                return loadClass(name);
            }
        }
    }
}
