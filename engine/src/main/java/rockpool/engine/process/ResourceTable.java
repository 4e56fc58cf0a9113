package rockpool.engine.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import rockpool.engine.memory.FixedMemory;
import rockpool.engine.process.ResourceEntry.User;
import rockpool.engine.process.ResourceEntry.Uses;

/// All resources of a master, with who uses them.
///
/// All methods may be called by any thread. What a resource's removal does is done under the lock, so that a thing of the same name can be
/// handed over again at once; a semaphore's, which may wait for others, is done by a thread of its own. What a point's end does must not
/// take the lock of another table that calls this one with it.
final class ResourceTable implements AutoCloseable {

    private static final int MOST_LEAKS = 256;

    private record Kept(ResourceEntry entry, Managed managed) {}

    private final Path folder;
    private final ResourceJournal journal;
    private final Executor removals;
    private final Map<Long, Kept> kept = new LinkedHashMap<>();
    private final Map<String, Long> places = new LinkedHashMap<>();
    /// The processes that have only the mapped memory that they inherited or made.
    private final Set<Long> restricted = new HashSet<>();
    private final ArrayDeque<ResourceLeak> leaks = new ArrayDeque<>();
    /// Null until it is needed: a master that makes no such memory reserves no addresses.
    private AddressPlan addresses;
    private long last;
    /// What is on its way counts as used by a process with a number below 0.
    private long lastHold;
    private boolean closed;

    /// @param folder the master's
    /// @param removals runs what may wait for others
    ResourceTable(Path folder, Executor removals) throws IOException {
        this.folder = folder;
        this.removals = removals;
        journal = new ResourceJournal(folder);
    }

    /// Takes a thing over, or counts one more use if it has been handed over already.
    ///
    /// @throws IllegalArgumentException if there is no such thing
    ResourceDescription manage(User user, Thing thing) {
        Managed managed = Managed.of(thing);
        synchronized (this) {
            Long known = places.get(key(thing));
            if (known != null) {
                managed.letGo();
                return use(user, known);
            }
            long id = nextId();
            return enter(new ResourceEntry(id, thing.stamped(), Instant.now()), managed, user, false);
        }
    }

    /// Makes shared memory that can be mapped at the same address in all processes.
    ///
    /// @throws IllegalStateException if the system has not enough memory
    synchronized ResourceDescription createMapped(User user, String prefix, long bytes) {
        long id = nextId();
        String object = prefix + PrivateFolder.mark(folder) + "-" + id;
        Thing thing = Thing.mappedMemory(object, bytes, takeAddress(bytes));
        ResourceDescription made = enter(new ResourceEntry(id, thing, Instant.now()), Managed.of(thing), user, false);
        boolean done = false;
        try {
            done = FixedMemory.create(object, bytes);
        } finally {
            if (!done) {
                remove(id);
            }
        }
        if (!done) {
            throw new IllegalStateException("bytes=" + bytes + ": the system has not so much memory");
        }
        ProcessPoints.RESOURCE_MADE.reach();
        return made;
    }

    private long takeAddress(long bytes) {
        if (addresses == null) {
            addresses = new AddressPlan(FixedMemory.firstAddress(), FixedMemory.lastAddress());
        }
        return addresses.take(bytes);
    }

    /// Enters an end of a definition.
    ///
    /// @param end what its removal means; it is given its number
    synchronized long addPoint(User user, Thing thing, LongConsumer end) {
        long id = nextId();
        return enter(new ResourceEntry(id, thing, Instant.now()), new Managed.OfPoint(() -> end.accept(id)), user, true).id();
    }

    private long nextId() {
        if (closed) {
            throw new IllegalStateException("the master is closed");
        }
        return ++last;
    }

    private ResourceDescription enter(ResourceEntry entry, Managed managed, User user, boolean given) {
        boolean done = false;
        try {
            journal.added(entry);
            done = true;
        } finally {
            if (!done) {
                managed.letGo();
            }
        }
        ProcessPoints.RESOURCE_LOGGED.reach();
        kept.put(entry.id, new Kept(entry, managed));
        places.put(key(entry.thing), entry.id);
        set(entry, new Uses(user, given ? 0 : 1, given));
        return new ResourceDescription(entry.id, entry.thing);
    }

    private static String key(Thing thing) {
        return thing.kind() + " " + thing.place();
    }

    private void set(ResourceEntry entry, Uses uses) {
        entry.set(uses);
        journal.used(entry.id, uses);
        journal.shorten(kept.values().stream().map(Kept::entry).toList());
    }

    private ResourceEntry entry(long id) {
        Kept found = kept.get(id);
        if (found == null) {
            throw new NoSuchResourceException("resource=" + id + ": there is none of this number, or it was removed");
        }
        return found.entry;
    }

    synchronized boolean isThere(long id) {
        return kept.containsKey(id);
    }

    /// @throws NoSuchResourceException if there is none
    synchronized ResourceDescription use(User user, long id) {
        ResourceEntry entry = entry(id);
        Uses now = entry.uses(user);
        if (now.count() == 0 && entry.thing.kind() == ResourceKind.MAPPED_MEMORY && restricted.contains(user.process())) {
            throw new NoSuchResourceException("resource=" + id + ": process " + user.process() + " has not inherited it");
        }
        set(entry, new Uses(user, now.taken() + 1, now.given()));
        return new ResourceDescription(id, entry.thing);
    }

    /// A process has a use that it did not ask for, if it has none.
    private ResourceDescription give(User user, long id) {
        ResourceEntry entry = entry(id);
        Uses now = entry.uses(user);
        if (now.count() == 0) {
            set(entry, new Uses(user, 0, true));
        }
        return new ResourceDescription(id, entry.thing);
    }

    /// A process starts others of a definition: it uses its join point.
    ///
    /// @return false if that was removed
    synchronized boolean giveIfThere(User user, long id) {
        boolean there = kept.containsKey(id);
        if (there) {
            give(user, id);
        }
        return there;
    }

    /// Keeps what is on its way to a process, as far as it is there, until that is ended.
    ///
    /// @return ends it
    synchronized Runnable hold(Collection<Long> ids) {
        User user = new User(--lastHold, "on its way", LocalResources.PROGRAM.pid());
        ids.forEach(id -> giveIfThere(user, id));
        return () -> ended(user.process(), "");
    }

    /// What a process is given that inherits some resources.
    ///
    /// @throws NoSuchResourceException if there is not one of them; none is given then
    synchronized List<ResourceDescription> inherit(User user, Inheritance inheritance) {
        List<Long> ids = inheritance.isAll() ? allMapped() : inheritance.ids();
        ids.forEach(this::entry);
        if (!inheritance.isAll()) {
            restricted.add(user.process());
        }
        return ids.stream().map(id -> give(user, id)).toList();
    }

    private List<Long> allMapped() {
        return kept.values().stream().map(Kept::entry).filter(entry -> entry.thing.kind() == ResourceKind.MAPPED_MEMORY)
                .map(entry -> entry.id).toList();
    }

    /// Ends one use of a process.
    ///
    /// @return how many it has left
    /// @throws NoSuchResourceException if there is none of this number
    /// @throws IllegalStateException if the process does not use it
    synchronized int release(long process, long id) {
        ResourceEntry entry = entry(id);
        Uses now = entry.usesOf(process);
        if (now == null) {
            throw new IllegalStateException("resource=" + id + ": process " + process + " does not use it");
        }
        Uses left = now.taken() > 0 ? new Uses(now.user(), now.taken() - 1, now.given()) : new Uses(now.user(), 0, false);
        set(entry, left);
        removeIfUnused(entry);
        return left.count();
    }

    /// A process that was given its uses before it had a worker has got one.
    synchronized void placed(long process, int pid) {
        for (Kept one : kept.values()) {
            Uses uses = one.entry.usesOf(process);
            if (uses != null && uses.user().pid() != pid) {
                set(one.entry, new Uses(new User(process, uses.user().name(), pid), uses.taken(), uses.given()));
            }
        }
    }

    /// A process has ended, and its uses with it.
    synchronized void ended(long process, String reason) {
        restricted.remove(process);
        for (Kept one : List.copyOf(kept.values())) {
            Uses uses = one.entry.usesOf(process);
            if (uses != null) {
                leaked(one.entry, uses, reason);
                set(one.entry, new Uses(uses.user(), 0, false));
                removeIfUnused(one.entry);
            }
        }
    }

    private void leaked(ResourceEntry entry, Uses uses, String reason) {
        if (uses.taken() == 0) {
            return;
        }
        entry.leaks += uses.taken();
        journal.leaked(entry);
        if (leaks.size() == MOST_LEAKS) {
            leaks.removeFirst();
        }
        leaks.add(new ResourceLeak(entry.id, entry.thing.kind(), entry.thing.name(), uses.user().process(), uses.user().name(),
                uses.user().pid(), uses.taken(), Instant.now(), reason));
    }

    private void removeIfUnused(ResourceEntry entry) {
        if (!entry.isUsed() && kept.containsKey(entry.id)) {
            remove(entry.id);
        }
    }

    /// Removes the fork points whose bodies lay in a process, which has ended.
    synchronized void holderEnded(long holder) {
        for (Kept one : List.copyOf(kept.values())) {
            if (one.entry.thing.isForkPointOf(holder)) {
                remove(one.entry.id);
            }
        }
    }

    private void remove(long id) {
        if (closed) {
            return;
        }
        journal.removing(id);
        ProcessPoints.RESOURCE_REMOVING.reach();
        Kept gone = kept.remove(id);
        places.remove(key(gone.entry.thing));
        if (gone.entry.thing.kind() == ResourceKind.SEMAPHORE) {
            removals.execute(() -> removeThing(id, gone));
        } else {
            removeThing(id, gone);
        }
        if (gone.entry.thing.kind() == ResourceKind.MAPPED_MEMORY) {
            addresses.give(gone.entry.thing.address());
        }
    }

    private void removeThing(long id, Kept gone) {
        try {
            gone.managed.remove();
        } catch (RuntimeException e) {
            // A semaphore that somebody still holds goes with its pool; a file in a folder that may not be written stays, as it would if it
            // had never been handed over.
            return;
        }
        ProcessPoints.RESOURCE_GONE.reach();
        synchronized (this) {
            journal.removed(id);
        }
    }

    /// All resources, by number.
    synchronized List<ResourceInfo> list() {
        return kept.values().stream().map(one -> one.entry.info()).toList();
    }

    /// The last leaks, the oldest first.
    synchronized List<ResourceLeak> leaks() {
        return List.copyOf(leaks);
    }

    /// Removes all things that would outlive the processes, whoever uses them.
    ///
    /// @return what was removed
    synchronized List<String> removeAll() {
        List<String> removed = new ArrayList<>();
        for (Kept one : List.copyOf(kept.values())) {
            if (one.entry.thing.kind().outlivesProcesses()) {
                remove(one.entry.id);
                removed.add(one.entry.thing.toString());
            }
        }
        return removed;
    }

    /// Removes everything. The journal goes with its folder.
    @Override
    public synchronized void close() {
        if (!closed) {
            removeAll();
            closed = true;
            journal.close();
        }
    }
}
