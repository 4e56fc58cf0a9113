package rockpool.engine.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import rockpool.engine.pool.Pool;
import rockpool.engine.sync.Semaphore;

/// A program whose processes hand over, use and release resources of all kinds, until it is killed. For [ResourceDeathTest].
final class ResourceProgram {

    private ResourceProgram() {}

    /// @param arguments rounds, a folder for files, a pool that outlives this program, a prefix for memory; or only a folder, of which all
    /// files are handed over, and nothing more happens
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 1) {
            hold(Path.of(arguments[0]));
        }
        int rounds = Integer.parseInt(arguments[0]);
        Master master = Master.start(MasterOptions.defaults().withStandby(1).withWorkerHeap("64m"));
        System.out.println("folder " + master.folder());
        Definition<List<String>, Integer> user = master.define("user", ResourceProgram::use);
        List<CompletableFuture<Void>> starters = List.of(
                CompletableFuture.runAsync(() -> work(user, rounds, List.of(arguments[1], arguments[2], arguments[3], "a"))),
                CompletableFuture.runAsync(() -> work(user, rounds, List.of(arguments[1], arguments[2], arguments[3], "b"))));
        starters.forEach(CompletableFuture::join);
        master.close();
        System.out.println("closed");
    }

    private static void hold(Path folder) throws Exception {
        System.out.println("folder " + Master.start(MasterOptions.defaults().withStandby(0)).folder());
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(Resources::manageFile);
        }
        System.out.println("held");
        Thread.currentThread().join();
    }

    private static void work(Definition<List<String>, Integer> user, int rounds, List<String> argument) {
        try {
            for (int i = 0; i < rounds; i++) {
                user.join(user.start(argument)).orElseThrow();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Leaves half of what it makes to the end of its process.
    static int use(List<String> argument) throws IOException {
        for (int i = 0; i < 6; i++) {
            String name = argument.get(3) + Processes.self() + "_" + i;
            List<Resource> made = List.of(
                    Resources.manageFile(Files.writeString(Path.of(argument.get(0), name), "text")),
                    Resources.createMapped(argument.get(2), 4096),
                    Resources.manageSemaphore(Semaphore.create(Pool.attach(argument.get(1)), name, 1)));
            if (i % 2 == 0) {
                made.forEach(Resource::close);
            }
        }
        return 1;
    }
}
