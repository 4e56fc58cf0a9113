package rockpool.shell.session;

import java.io.File;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Where the compiler finds the engine: as a module if the console runs as modules, otherwise on the class path.
final class EngineClasses {

    private static final String ENGINE = "rockpool.engine";
    private static final Set<String> NEEDED = Set.of(ENGINE, "com.sun.jna");

    private EngineClasses() { }

    /// The options under which snippets see exactly what the engine exports.
    static List<String> compilerOptions() {
        Optional<ModuleLayer> modules = Optional.ofNullable(EngineClasses.class.getModule().getLayer());
        return modules.filter(layer -> layer.findModule(ENGINE).isPresent())
                .map(EngineClasses::modulePath)
                .orElseGet(() -> List.of("--class-path", System.getProperty("java.class.path")));
    }

    private static List<String> modulePath(ModuleLayer layer) {
        String path = layer.configuration().modules().stream()
                .filter(module -> NEEDED.contains(module.name()))
                .map(ResolvedModule::reference)
                .map(ModuleReference::location)
                .flatMap(Optional::stream)
                .map(EngineClasses::file)
                .collect(Collectors.joining(File.pathSeparator));
        return List.of("--module-path", path, "--add-modules", ENGINE);
    }

    private static String file(URI location) {
        return Path.of(location).toString();
    }
}
