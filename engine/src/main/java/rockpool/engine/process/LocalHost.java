package rockpool.engine.process;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// The master, used by its own process.
final class LocalHost implements Host {

    private final Master master;

    LocalHost(Master master) {
        this.master = master;
    }

    @Override
    public long self() {
        return 0;
    }

    @Override
    public void define(long local, String name) {
        master.definitionTable().add(new DefinitionKey(0, local, name));
    }

    @Override
    public Optional<DefinitionKey> find(String name) {
        return master.definitionTable().find(name);
    }

    @Override
    public List<DefinitionKey> definitions() {
        return master.definitionTable().all();
    }

    @Override
    public long start(DefinitionKey key, boolean fresh, boolean complete, byte[] payload) {
        try {
            return master.begin(key, fresh, complete, payload, 0).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException problem ? problem : e;
        }
    }

    @Override
    public Task.Outcome join(long id, long deadline) throws InterruptedException {
        CompletableFuture<Task.Outcome> outcome = master.tasks().outcome(id);
        try {
            return Joining.await(this, id, outcome, deadline);
        } catch (TimeoutException e) {
            return new Task.Outcome(new EndReason.StillRunning(), null);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public CompletableFuture<Runner> runner(long id) {
        return master.tasks().task(id).runner;
    }

    @Override
    public String joins() {
        return master.joins();
    }

    @Override
    public void taken(long id) {
        master.tasks().taken(id);
    }

    @Override
    public void release(long id) {
        master.release(id);
    }

    @Override
    public void releaseResults(DefinitionKey key) {
        master.definitionTable().withoutResults(key);
    }

    @Override
    public List<ProcessInfo> processes() {
        return master.processes();
    }

    @Override
    public boolean kill(long id, int signal) {
        return master.kill(id, signal);
    }
}
