package rockpool.shell;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// A console without a terminal that was begun before the command line was understood, since for `-e` and `run` it is nearly certain that it
/// will be wanted: reading the command line costs a fifth of a short script.
///
/// Who wants it takes it; if nobody does, it is closed.
final class Early implements AutoCloseable {

    static final Early NOTHING = new Early(null);

    private static final List<String> MODES = List.of("-e", "run");
    private static final List<String> CHANGING = List.of("--startup", "--no-startup", "--class-path", "--help", "--version");

    private final AtomicReference<Assembly> begun;

    private Early(Assembly assembly) {
        begun = new AtomicReference<>(assembly);
    }

    /// Begins one if the arguments look as if it were wanted, with nothing special.
    static Early start(String... arguments) {
        boolean wanted = arguments.length > 1 && MODES.contains(arguments[0])
                && Arrays.stream(arguments).noneMatch(word -> CHANGING.stream().anyMatch(word::startsWith));
        return wanted ? new Early(Program.standard().plain(!arguments[1].equals(Program.STANDARD_INPUT))) : NOTHING;
    }

    Optional<Assembly> take() {
        return Optional.ofNullable(begun.getAndSet(null));
    }

    @Override
    public void close() {
        take().ifPresent(Assembly::close);
    }
}
