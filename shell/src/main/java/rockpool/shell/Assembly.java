package rockpool.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import rockpool.shell.command.Catalogue;
import rockpool.shell.command.Entry;
import rockpool.shell.command.Registry;
import rockpool.shell.console.Console;
import rockpool.shell.console.Settings;
import rockpool.shell.lab.Lab;
import rockpool.shell.lab.LabCatalogue;
import rockpool.shell.lab.PoolKeeper;
import rockpool.shell.session.Setup;
import rockpool.shell.view.Output;

/// The parts of a console, put together: the engine, the session on top of it, and the commands that speak of both.
///
/// Closing it ends the session, then all workers, then the use of their pools, so that nothing is left.
final class Assembly implements AutoCloseable {

    private final Engine engine;
    private final PoolKeeper keeper;
    private final Console console;

    /// @param jvmOptions for the session and the workers
    /// @param shown before that no session starts
    Assembly(Output output, Console.Input input, Settings settings, boolean strict, Setup setup, List<String> jvmOptions,
            CompletableFuture<?> shown) {
        engine = new Engine(output, jvmOptions, shown);
        keeper = new PoolKeeper(this::sessionPid);
        console = new Console(output, input, settings, strict, setup, engine::session, this::commands);
        console.afterEvaluation(output.interactive() ? this::lookAround : engine::standByIfDefined);
    }

    private Registry commands(Console of) {
        LabCatalogue lab = new LabCatalogue(new Lab(of, engine::master), keeper);
        List<Entry> entries = new ArrayList<>(Catalogue.entries(lab.assignments()));
        entries.addAll(lab.entries());
        return new Registry(of, entries);
    }

    private int sessionPid() {
        return console == null ? 0 : console.session().pid();
    }

    private void lookAround() {
        keeper.update();
        engine.standByIfDefined();
    }

    Console console() {
        return console;
    }

    Engine engine() {
        return engine;
    }

    @Override
    public void close() {
        console.close();
        engine.master().close();
        keeper.close();
        Engine.clean();
    }
}
