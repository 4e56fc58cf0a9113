package rockpool.engine.process;

import java.util.List;
import rockpool.engine.posix.ProcessIdentity;

/// The resources, used by the master's own program.
final class LocalResources implements ResourceHost {

    /// The program that has the master.
    static final ResourceEntry.User PROGRAM = new ResourceEntry.User(0, "master", ProcessIdentity.self().pid());

    private final ResourceTable table;

    LocalResources(ResourceTable table) {
        this.table = table;
    }

    @Override
    public ResourceDescription manage(Thing thing) {
        return table.manage(PROGRAM, thing);
    }

    @Override
    public ResourceDescription createMapped(String prefix, long bytes) {
        return table.createMapped(PROGRAM, prefix, bytes);
    }

    @Override
    public ResourceDescription use(long id) {
        return table.use(PROGRAM, id);
    }

    @Override
    public int release(long id) {
        return table.release(PROGRAM.process(), id);
    }

    @Override
    public List<ResourceInfo> list() {
        return table.list();
    }

    @Override
    public List<ResourceLeak> leaks() {
        return table.leaks();
    }

    @Override
    public List<String> removeAll() {
        return table.removeAll();
    }
}
