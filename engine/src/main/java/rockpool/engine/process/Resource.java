package rockpool.engine.process;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.sync.Semaphore;

/// One use of a resource by this process, until it is released.
///
/// It travels: where it arrives as an argument, a variable or a result there is one more use, of the process that it arrived in, and on its
/// way the resource stays. Or its number is sent, for [Resources#get(long)]. It cannot be put into a heap or a box.
///
/// (Answers to Netmulticore's `compute_resource`.)
public final class Resource implements AutoCloseable {

    private final ResourceHost host;
    private final ResourceDescription description;
    private final AtomicBoolean released = new AtomicBoolean();

    Resource(ResourceHost host, ResourceDescription description) {
        this.host = host;
        this.description = description;
    }

    ResourceDescription description() {
        return description;
    }

    /// One that came with an argument or a result when the thing had been removed.
    Resource released() {
        released.set(true);
        return this;
    }

    /// Its number, the same in all processes, never used again.
    public long id() {
        return description.id();
    }

    public ResourceKind kind() {
        return description.thing().kind();
    }

    /// The name of the file, object, semaphore or definition.
    public String name() {
        return description.thing().name();
    }

    /// Where the file is.
    ///
    /// @throws NoSuchResourceException if it is no file
    public Path path() {
        require(ResourceKind.FILE);
        return description.thing().file();
    }

    /// The name of the shared memory object.
    ///
    /// @throws NoSuchResourceException if it is no shared memory
    public String objectName() {
        if (kind() != ResourceKind.MAPPED_MEMORY) {
            require(ResourceKind.SHARED_MEMORY);
        }
        return description.thing().place();
    }

    /// The memory, at the same address in all processes. It can be used until this process has released it as often as it has asked for it.
    ///
    /// @throws NoSuchResourceException if it is no mapped memory, or this process uses it no more
    public MemorySegment segment() {
        require(ResourceKind.MAPPED_MEMORY);
        return MappedHere.segment(host, id());
    }

    /// The semaphore.
    ///
    /// @throws NoSuchResourceException if it is no semaphore
    public Semaphore semaphore() {
        require(ResourceKind.SEMAPHORE);
        return (Semaphore) Descriptors.resolve(description.thing().descriptor());
    }

    private void require(ResourceKind kind) {
        if (kind() != kind) {
            throw new NoSuchResourceException("resource=" + id() + ": " + description.thing() + ", and no " + kind.title());
        }
    }

    /// Ends this use; once. With the last use of all processes the thing itself is removed.
    @Override
    public void close() {
        if (released.compareAndSet(false, true)) {
            MappedHere.release(host, id());
        }
    }

    @Override
    public String toString() {
        return "resource " + id() + ", " + description.thing();
    }
}
