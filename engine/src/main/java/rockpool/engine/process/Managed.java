package rockpool.engine.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.Pool;
import rockpool.engine.posix.OperatingSystem;
import rockpool.engine.posix.PosixException;
import rockpool.engine.sync.Semaphore;

/// A thing in the hands of a master: kept until it is removed.
sealed interface Managed {

    /// Removes the thing itself. One that is not there any more is no error.
    void remove();

    /// Ends the keeping; the thing stays.
    void letGo();

    /// Takes a thing into the hands of this process.
    ///
    /// @throws IllegalArgumentException if there is no such thing
    static Managed of(Thing thing) {
        return switch (thing.kind()) {
            case FILE -> OfFile.of(thing);
            case SHARED_MEMORY -> OfMemory.of(thing.place());
            case MAPPED_MEMORY -> new OfMapped(thing.place());
            case SEMAPHORE -> OfSemaphore.of(thing);
            case FORK_POINT, JOIN_POINT -> throw new IllegalArgumentException("resource=" + thing + ": it is made with its definition");
        };
    }

    /// A file.
    record OfFile(Path path) implements Managed {

        static OfFile of(Thing thing) {
            Path path = thing.file();
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS) || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new IllegalArgumentException("file=" + path + ": "
                        + (Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? "a folder, allowed are files" : "there is none"));
            }
            return new OfFile(path);
        }

        @Override
        public void remove() {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                throw new UncheckedIOException("file=" + path + ": cannot be removed", e);
            }
        }

        @Override
        public void letGo() {
            // Nothing is kept open for it.
        }
    }

    /// A shared memory object of somebody's. The shared lock on it keeps a pool from going with its last user.
    record OfMemory(OperatingSystem system, String object, int fd) implements Managed {

        static OfMemory of(String object) {
            OperatingSystem system = OperatingSystem.current();
            int fd;
            try {
                fd = system.openShared(object, false);
            } catch (PosixException e) {
                throw new IllegalArgumentException("object=" + object + ": cannot be opened, " + e.getMessage(), e);
            }
            if (!system.lockShared(fd)) {
                system.close(fd);
                throw new IllegalArgumentException("object=" + object + ": it is just being removed");
            }
            return new OfMemory(system, object, fd);
        }

        /// What others have locked is theirs: the last of them removes it.
        @Override
        public void remove() {
            try {
                if (system.lockExclusive(fd) && leadsHere()) {
                    system.unlinkShared(object);
                }
            } finally {
                system.close(fd);
            }
        }

        private boolean leadsHere() {
            try {
                int other = system.openShared(object, false);
                try {
                    return system.inode(other) == system.inode(fd);
                } finally {
                    system.close(other);
                }
            } catch (PosixException e) {
                return false;
            }
        }

        @Override
        public void letGo() {
            system.close(fd);
        }
    }

    /// Memory that the master has made under a name of its own.
    record OfMapped(String object) implements Managed {

        @Override
        public void remove() {
            OperatingSystem.current().unlinkShared(object);
        }

        @Override
        public void letGo() {
            // Nothing is kept open for it.
        }
    }

    /// A semaphore. Its pool stays attached, so that it stays.
    record OfSemaphore(Pool pool, Thing thing) implements Managed {

        static OfSemaphore of(Thing thing) {
            Optional<Pool> pool = Pool.find(thing.descriptor().pool());
            return new OfSemaphore(pool.orElseThrow(() -> new IllegalArgumentException("semaphore=" + thing.name() + ": its pool is gone")), thing);
        }

        /// One of which somebody alive still has units stays with its pool.
        @Override
        public void remove() {
            try {
                ((Semaphore) Descriptors.resolve(pool, thing.descriptor())).destroy();
            } finally {
                pool.close();
            }
        }

        @Override
        public void letGo() {
            pool.close();
        }
    }

    /// An end of a definition.
    record OfPoint(Runnable end) implements Managed {

        @Override
        public void remove() {
            end.run();
        }

        @Override
        public void letGo() {
            end.run();
        }
    }
}
