package rockpool.engine.pool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import rockpool.engine.memory.Memory;
import rockpool.engine.memory.Region;
import rockpool.engine.posix.OperatingSystem;
import rockpool.engine.posix.PosixException;

/// The shared memory objects that pools are: how they are named, found, opened, locked and removed.
///
/// Who uses a pool holds a shared `flock` on its object; who removes the object holds the exclusive one. An object that was removed between
/// being opened and being locked is told by its name leading elsewhere, so who opens looks again after locking. Locks end with their
/// process, so an object whose exclusive lock can be had belongs to nobody.
final class PoolObjects {

    private static final Pattern OBJECT_NAME = Pattern.compile("(mempool|camlbox|joining)_[0-9a-f]{8}");
    private static final long PATIENCE_NANOS = 2_000_000_000L;
    private static final int REMOVALS = 100;
    private static final long PAUSE_NANOS = 500_000;

    private final OperatingSystem system;
    private final ObjectKind kind;

    /// The objects of one kind.
    PoolObjects(OperatingSystem system, ObjectKind kind) {
        this.system = system;
        this.kind = kind;
    }

    PoolObjects(OperatingSystem system) {
        this(system, ObjectKind.POOL);
    }

    /// An open and, unless it is only looked at, locked object with its header.
    record Opened(String objectName, int fd, long inode, PoolHeader header) {}

    static boolean isObjectName(String name) {
        return OBJECT_NAME.matcher(name).matches();
    }

    private String objectName(int hash) {
        return kind.prefix() + String.format("%08x", hash);
    }

    private static int hash(String name) {
        int hash = 0x811C9DC5;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x01000193;
        }
        return hash;
    }

    /// The names of all objects of this kind.
    List<String> objectNames() {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(system.sharedMemoryFolder()), kind.prefix() + "*")) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        names.removeIf(name -> !isObjectName(name));
        names.sort(null);
        return names;
    }

    /// The object of a pool's name, or of its object's name.
    Optional<String> find(String name) {
        if (isObjectName(name)) {
            return Files.exists(Path.of(system.sharedMemoryFolder(), name)) ? Optional.of(name) : Optional.empty();
        }
        String likely = objectName(hash(name));
        if (name.equals(poolName(likely))) {
            return Optional.of(likely);
        }
        return objectNames().stream().filter(object -> name.equals(poolName(object))).findFirst();
    }

    /// The name in an object's header, or null if it cannot be read.
    String poolName(String objectName) {
        try {
            int fd = system.openShared(objectName, false);
            try {
                byte[] start = start(fd);
                return start == null ? null : PoolHeader.read(objectName, start).name();
            } finally {
                system.close(fd);
            }
        } catch (PosixException | PoolDamagedException e) {
            return null;
        }
    }

    /// The names to show for all pools there are.
    List<String> names() {
        return objectNames().stream().map(object -> {
            String name = poolName(object);
            return name == null ? object : name;
        }).toList();
    }

    /// The first bytes of an object, or null if its creator has not published it.
    byte[] start(int fd) {
        byte[] start = new byte[PoolHeader.FIXED_BYTES];
        int length = system.read(fd, 0, start);
        return PoolHeader.published(start, length) ? start : null;
    }

    /// Creates an object for a pool, locks it and maps it. Its areas up to the units are zeros.
    ///
    /// @return the region of the new object, without a header
    Region create(String poolName, PoolLayout layout) {
        for (int hash = hash(poolName); ; hash++) {
            int fd = createLocked(objectName(hash));
            if (fd >= 0) {
                return mapNew(poolName, objectName(hash), fd, layout);
            }
            if (poolName.equals(nameOnceMade(objectName(hash)))) {
                throw new IllegalArgumentException("pool=" + poolName + ": there is one of that name in use (" + objectName(hash) + ")");
            }
        }
    }

    /// The name of a pool that may just be being made.
    private String nameOnceMade(String objectName) {
        try {
            return open(objectName).map(opened -> {
                system.close(opened.fd());
                return opened.header().name();
            }).orElse(null);
        } catch (PosixException | PoolDamagedException e) {
            return null;
        }
    }

    /// @return -1 if there is an object of that name that somebody uses
    private int createLocked(String objectName) {
        for (int tries = 0; tries < 3; tries++) {
            int fd;
            try {
                fd = system.createShared(objectName);
            } catch (PosixException e) {
                if (e.errno() != PosixException.EEXIST) {
                    throw e;
                }
                if (!removeUnused(objectName)) {
                    return -1;
                }
                continue;
            }
            if (system.lockShared(fd) && leadsTo(objectName, fd)) {
                PoolPoints.POOL_CREATED.reach();
                return fd;
            }
            system.close(fd);
        }
        return -1;
    }

    private Region mapNew(String poolName, String objectName, int fd, PoolLayout layout) {
        boolean done = false;
        try {
            if (!system.reserve(fd, 0, layout.unitMetaOffset())) {
                throw new OutOfPoolMemoryException(poolName, layout.unitMetaOffset(), 0, 0, layout.maximumBytes(),
                        OutOfPoolMemoryException.Why.SYSTEM_MEMORY_SHORT);
            }
            Region region = Region.map(system, objectName, fd, layout.totalBytes(), true, -1);
            done = true;
            return region;
        } finally {
            if (!done) {
                system.unlinkShared(objectName);
                system.close(fd);
            }
        }
    }

    /// Opens an object to use it, and locks it.
    ///
    /// @return empty if there is none
    /// @throws PoolDamagedException if its header is not what a creator wrote
    Optional<Opened> open(String objectName) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            int fd = openIfThere(objectName, true);
            if (fd < 0) {
                return Optional.empty();
            }
            boolean keep = false;
            boolean locked = false;
            try {
                locked = system.lockShared(fd) && leadsTo(objectName, fd);
                byte[] start = locked ? start(fd) : null;
                if (start != null) {
                    Opened opened = opened(objectName, fd, start);
                    keep = true;
                    return Optional.of(opened);
                }
            } finally {
                if (!keep) {
                    system.close(fd);
                }
            }
            // Either it is just being removed, or just being made, or who was making it has died.
            if (locked && removeUnused(objectName)) {
                return Optional.empty();
            }
            if (System.nanoTime() > deadline) {
                throw new PoolDamagedException(objectName + ", header, magic at offset 0", "a finished pool", "an unfinished one in use");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /// Opens an object to look at it, without a lock. One that is just being made is not there yet.
    ///
    /// @return empty if there is none
    /// @throws PoolDamagedException if its header is not what a creator wrote
    Optional<Opened> look(String objectName) {
        int fd = openIfThere(objectName, false);
        if (fd < 0) {
            return Optional.empty();
        }
        boolean keep = false;
        try {
            byte[] start = start(fd);
            if (start == null && isBeingMade(objectName)) {
                return Optional.empty();
            }
            if (start == null) {
                throw new PoolDamagedException(objectName + ", header, magic at offset 0", "a finished pool", "an unfinished one");
            }
            Opened opened = opened(objectName, fd, start);
            keep = true;
            return Optional.of(opened);
        } finally {
            if (!keep) {
                system.close(fd);
            }
        }
    }

    /// Whether an object that has no header yet is so young that its creator may be about to write it.
    private boolean isBeingMade(String objectName) {
        try {
            long madeAt = Files.getLastModifiedTime(Path.of(system.sharedMemoryFolder(), objectName)).toMillis();
            return System.currentTimeMillis() - madeAt < TimeUnit.NANOSECONDS.toMillis(PATIENCE_NANOS);
        } catch (IOException e) {
            // It has gone.
            return true;
        }
    }

    private Opened opened(String objectName, int fd, byte[] start) {
        PoolHeader header = PoolHeader.read(objectName, start);
        long size = system.size(fd);
        if (size < header.layout().unitMetaOffset()) {
            throw new PoolDamagedException(objectName + ", object, length", "at least " + header.layout().unitMetaOffset(), size);
        }
        return new Opened(objectName, fd, system.inode(fd), header);
    }

    private int openIfThere(String objectName, boolean writable) {
        try {
            return system.openShared(objectName, writable);
        } catch (PosixException e) {
            if (e.errno() == PosixException.ENOENT) {
                return -1;
            }
            throw e;
        }
    }

    /// Whether a name still leads to an open object.
    boolean leadsTo(String objectName, int fd) {
        int other = openIfThere(objectName, false);
        if (other < 0) {
            return false;
        }
        try {
            return system.inode(other) == system.inode(fd);
        } finally {
            system.close(other);
        }
    }

    /// Removes an object if nobody uses it.
    boolean removeUnused(String objectName) {
        int fd;
        try {
            fd = openIfThere(objectName, false);
        } catch (PosixException e) {
            return false;
        }
        if (fd < 0) {
            return false;
        }
        try {
            return removeIfUnused(objectName, fd);
        } finally {
            system.close(fd);
        }
    }

    /// Removes an open object's name if nobody else uses it. The shared lock on `fd` is lost if somebody does.
    boolean removeIfUnused(String objectName, int fd) {
        return system.lockExclusive(fd) && leadsTo(objectName, fd) && system.unlinkShared(objectName);
    }

    /// As [#removeIfUnused(String, int)], for the last user. Who only looks at the object at this moment has it locked, and so has a
    /// process that is just being started by one that has it open: it is tried again for a while.
    ///
    /// @param unused whether nobody has a slot in it
    void removeOnceUnused(String objectName, int fd, BooleanSupplier unused) {
        int left = REMOVALS;
        while (!system.lockExclusive(fd)) {
            if (left-- == 0 || !unused.getAsBoolean()) {
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        removeIfUnused(objectName, fd);
    }

    /// Takes an open object's name away from it. Who has it open goes on.
    boolean unlink(String objectName, int fd) {
        return leadsTo(objectName, fd) && system.unlinkShared(objectName);
    }

    /// Maps what was opened.
    Region map(Opened opened, boolean writable) {
        long preferred = opened.header().preferredPosition();
        return Region.map(system, opened.objectName(), opened.fd(), opened.header().layout().totalBytes(), writable,
                preferred < Memory.BYTES ? preferred : -1);
    }
}
