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
    private final ResourceHost resources;

    LocalHost(Master master) {
        this.master = master;
        this.resources = new LocalResources(master.resources());
    }

    @Override
    public long self() {
        return 0;
    }

    @Override
    public long process() {
        return 0;
    }

    @Override
    public ResourceHost resources() {
        return resources;
    }

    @Override
    public DefinitionKey define(long local, String name) {
        return master.define(LocalResources.PROGRAM, 0, local, name, () -> master.holder().remove(local));
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
    public long start(DefinitionKey key, boolean fresh, Inheritance inheritance, boolean complete, byte[] payload) {
        try {
            return master.starts().begin(key, fresh, inheritance, complete, payload, LocalResources.PROGRAM).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException problem ? problem : e;
        }
    }

    @Override
    public Task.Outcome join(long id, long joinPoint, long deadline) throws InterruptedException {
        CompletableFuture<Task.Outcome> outcome = master.outcome(id, joinPoint);
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
    public List<ProcessInfo> processes() {
        return master.processes();
    }

    @Override
    public boolean kill(long id, int signal) {
        return master.kill(id, signal);
    }
}
