package rockpool.engine.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rockpool.engine.posix.OperatingSystem;
import rockpool.engine.posix.ProcessIdentity;
import rockpool.engine.posix.ProcessState;
import rockpool.engine.sync.JoinWait;
import rockpool.engine.sync.Semaphore;

/// Things that stay when processes end, in the care of the master: files, shared memory, named semaphores, and the ends of definitions.
///
/// A thing that was handed over has a number. The master counts which process uses it and how often; at the last release, and also when the
/// last process that uses it has ended or was killed, it removes the thing itself. What is left when the master ends goes with it; if it is
/// killed, with the next start of one, or with [#removeLeftovers()].
///
/// All methods may be called by any thread of any process that has a master, [#everywhere()] and [#removeLeftovers()] of any process.
public final class Resources {

    private static final String PREFIX = "[A-Za-z][A-Za-z0-9_]{0,39}";

    private Resources() {}

    private static ResourceHost host() {
        return Processes.host().resources();
    }

    /// Hands over a file that is there. This process uses it. (Answers to Netmulticore's `Netmcore.manage_file`.)
    ///
    /// One that was handed over before is the same resource.
    ///
    /// @throws IllegalArgumentException if there is no such file, or it is a folder
    public static Resource manageFile(Path file) {
        return managed(Thing.file(file));
    }

    /// Hands over a shared memory object that is there. This process uses it. (Answers to Netmulticore's `Netmcore.manage_shm`.)
    ///
    /// A pool or a box that was handed over stays at least as long as it is a resource; it is never taken away from others that have
    /// attached it.
    ///
    /// @param objectName as in the system's folder of shared memory, without a slash
    /// @throws IllegalArgumentException if there is no such object
    public static Resource manageSharedMemory(String objectName) {
        if (objectName.isEmpty() || objectName.contains("/")) {
            throw new IllegalArgumentException("objectName=" + objectName + ": a name without a slash");
        }
        return managed(Thing.sharedMemory(objectName));
    }

    /// Hands over a semaphore that has a name. This process uses it. Its pool stays as long as it is a resource. One of which somebody
    /// still has units when it is to be removed goes with its pool. (Answers to Netmulticore's `Netmcore.manage_sem`.)
    ///
    /// @throws IllegalArgumentException if it has no name
    public static Resource manageSemaphore(Semaphore semaphore) {
        String name = semaphore.name().orElseThrow(() -> new IllegalArgumentException(semaphore + ": has no name; such a one goes with its last handle"));
        return managed(Thing.semaphore(name, semaphore.descriptor()));
    }

    private static Resource managed(Thing thing) {
        ResourceHost host = host();
        return new Resource(host, host.manage(thing));
    }

    /// Makes shared memory that has the same address in all processes of the program. This process uses it, and so does each that is
    /// started from now on, unless it inherits less ([Inheritance]). (Answers to Netmulticore's `Netmcore.create_preallocated_shm`.)
    ///
    /// @param prefix what its name begins with: a letter, then letters, digits and `_`, at most 40
    /// @param bytes its length, greater than 0; it is all zeros
    /// @throws IllegalStateException if the system has not so much memory
    public static Resource createMapped(String prefix, long bytes) {
        if (!prefix.matches(PREFIX)) {
            throw new IllegalArgumentException("prefix=" + prefix + ": a letter, then letters, digits and _, at most 40");
        }
        if (bytes <= 0) {
            throw new IllegalArgumentException("bytes=" + bytes + ": greater than 0");
        }
        ResourceHost host = host();
        return new Resource(host, MappedHere.create(host, prefix, bytes));
    }

    /// Uses a resource. (Answers to Netmulticore's `Netmcore.get_resource`, `get_file`, `get_shm` and `get_sem`.)
    ///
    /// @throws NoSuchResourceException if there is none of this number, or it is mapped memory that this process has not inherited
    public static Resource get(long id) {
        ResourceHost host = host();
        return new Resource(host, MappedHere.use(host, id));
    }

    /// What came with an argument, a variable or a result is used here. If it has been removed, the handle is one that was closed.
    static Resource arrived(ResourceDescription description) {
        ResourceHost host = host();
        try {
            return new Resource(host, MappedHere.use(host, description.id()));
        } catch (NoSuchResourceException e) {
            return new Resource(host, description).released();
        }
    }

    /// Ends one use of this process. (Answers to Netmulticore's `Netmcore.release`.)
    ///
    /// @throws NoSuchResourceException if there is none of this number
    /// @throws IllegalStateException if this process does not use it
    public static void release(long id) {
        MappedHere.release(host(), id);
    }

    /// All resources of this program, by number.
    public static List<ResourceInfo> list() {
        return host().list();
    }

    /// What is known of one resource.
    ///
    /// @throws NoSuchResourceException if there is none of this number
    public static ResourceInfo info(long id) {
        return list().stream().filter(one -> one.id() == id).findFirst()
                .orElseThrow(() -> new NoSuchResourceException("resource=" + id + ": there is none of this number, or it was removed"));
    }

    /// The last 256 times that a process ended with uses which it had not released, the oldest first.
    public static List<ResourceLeak> leaks() {
        return host().leaks();
    }

    /// The resources of all masters of this user on this machine, the dead among them, as their journals say.
    public static List<MasterResources> everywhere() {
        List<MasterResources> all = new ArrayList<>();
        for (Path folder : PrivateFolder.all()) {
            PrivateFolder.master(folder).flatMap(master -> of(folder, master)).ifPresent(all::add);
        }
        return all;
    }

    private static Optional<MasterResources> of(Path folder, ProcessIdentity master) {
        try {
            boolean alive = OperatingSystem.current().stateOf(master) != ProcessState.DEAD;
            List<ResourceInfo> resources = new ArrayList<>();
            for (ResourceEntry entry : ResourceJournal.read(folder)) {
                if (!alive) {
                    entry.forgetUses();
                }
                if (alive || entry.thing.kind().outlivesProcesses()) {
                    resources.add(entry.info());
                }
            }
            return Optional.of(new MasterResources(master.pid(), alive, folder, resources));
        } catch (IOException e) {
            // Another user's, or just removed.
            return Optional.empty();
        }
    }

    /// Removes all files, shared memory and semaphores of this program that are left, whoever still uses them, and all that dead masters
    /// have left. Fork points and join points stay: they leave nothing behind. (Answers to Netmulticore's `Netmcore.destroy_resources`.)
    ///
    /// @return what was removed, a line each
    public static List<String> removeAll() {
        List<String> removed = new ArrayList<>(host().removeAll());
        removed.addAll(removeLeftovers());
        return removed;
    }

    /// Removes what dead masters have left: the things that were handed over to them, and their folders. It needs no master.
    ///
    /// @return what was removed, a line each
    public static List<String> removeLeftovers() {
        List<String> removed = new ArrayList<>();
        PrivateFolder.cleanStale(removed::add).forEach(folder -> removed.add("folder " + folder));
        JoinWait.removeUnused();
        return removed;
    }
}
