package rockpool.engine.process;

import java.nio.file.Path;
import java.util.List;

/// The resources of one master, seen from outside.
///
/// @param pid of the master
/// @param alive whether it lives; if not, what stands here is left, and goes with [Resources#removeLeftovers()]
/// @param folder the master's folder
public record MasterResources(int pid, boolean alive, Path folder, List<ResourceInfo> resources) {

    public MasterResources {
        resources = List.copyOf(resources);
    }
}
