package rockpool.engine.process;

import java.util.List;

/// The resources of the master, as a process sees them. What it takes over and gives is counted for the calling process.
interface ResourceHost {

    ResourceDescription manage(Thing thing);

    ResourceDescription createMapped(String prefix, long bytes);

    /// @throws NoSuchResourceException if there is none of this number
    ResourceDescription use(long id);

    /// @return how many uses this process has left
    int release(long id);

    List<ResourceInfo> list();

    List<ResourceLeak> leaks();

    List<String> removeAll();
}
