package rockpool.engine.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.posix.OperatingSystem;

/// What a resource stands for.
///
/// @param name for people
/// @param place where it is: a path, an object's name, a descriptor, or the definition's holder and number there
/// @param bytes of mapped memory, otherwise 0
/// @param address of mapped memory, otherwise 0
/// @param stamp which of the files that were there one after the other
record Thing(ResourceKind kind, String name, String place, long bytes, long address, Stamp stamp) {

    private static final String SEPARATOR = "/";

    /// Tells a file from others that had the same path.
    ///
    /// @param made its time of birth in nanoseconds; the time of its last change where the file system tells no other
    record Stamp(long inode, long made) {

        static final Stamp NONE = new Stamp(0, 0);

        /// @return [#NONE] if there is no such file
        static Stamp of(Path file) {
            try {
                var attributes = Files.readAttributes(file, "unix:ino,creationTime", LinkOption.NOFOLLOW_LINKS);
                var made = (FileTime) attributes.get("creationTime");
                return new Stamp((Long) attributes.get("ino"), made.to(TimeUnit.NANOSECONDS));
            } catch (IOException e) {
                return NONE;
            }
        }
    }

    static Thing file(Path path) {
        String place = path.toAbsolutePath().normalize().toString();
        return new Thing(ResourceKind.FILE, place, place, 0, 0, Stamp.NONE);
    }

    static Thing sharedMemory(String object) {
        return new Thing(ResourceKind.SHARED_MEMORY, object, object, 0, 0, Stamp.NONE);
    }

    static Thing mappedMemory(String object, long bytes, long address) {
        return new Thing(ResourceKind.MAPPED_MEMORY, object, object, bytes, address, Stamp.NONE);
    }

    static Thing semaphore(String name, Descriptor where) {
        String place = String.join(SEPARATOR, where.pool(), where.kind(), Long.toString(where.offset()), Long.toString(where.incarnation()));
        return new Thing(ResourceKind.SEMAPHORE, name, place, 0, 0, Stamp.NONE);
    }

    static Thing point(ResourceKind kind, String definition, long holder, long local) {
        return new Thing(kind, definition, holder + SEPARATOR + local, 0, 0, Stamp.NONE);
    }

    Thing stamped() {
        return kind == ResourceKind.SEMAPHORE ? this : new Thing(kind, name, place, bytes, address, Stamp.of(file()));
    }

    /// Whether what is there is what was handed over.
    boolean isStillThere() {
        return switch (kind) {
            case FILE, SHARED_MEMORY -> stamp.equals(Stamp.of(file()));
            case MAPPED_MEMORY -> Files.exists(file());
            case SEMAPHORE, FORK_POINT, JOIN_POINT -> true;
        };
    }

    /// Where a file or an object of shared memory appears.
    Path file() {
        return kind == ResourceKind.FILE ? Path.of(place) : Path.of(OperatingSystem.current().sharedMemoryFolder(), place);
    }

    Descriptor descriptor() {
        String[] parts = place.split(SEPARATOR);
        return new Descriptor(parts[0], parts[1], Long.parseLong(parts[2]), Long.parseLong(parts[3]));
    }

    /// Whether it is a definition's point whose body lies in a process.
    boolean isForkPointOf(long holder) {
        return kind == ResourceKind.FORK_POINT && place.startsWith(holder + SEPARATOR);
    }

    /// Its size now.
    long bytesNow() {
        return switch (kind) {
            case FILE, SHARED_MEMORY -> sizeOfFile();
            case MAPPED_MEMORY -> bytes;
            case SEMAPHORE, FORK_POINT, JOIN_POINT -> -1;
        };
    }

    private long sizeOfFile() {
        try {
            return Files.size(file());
        } catch (IOException e) {
            return -1;
        }
    }

    void write(Output out) {
        out.number(kind.ordinal()).text(name).text(place).number(bytes).number(address).word(stamp.inode).word(stamp.made);
    }

    static Thing read(Input in) throws IOException {
        return new Thing(ResourceKind.of(in.number()), in.text(), in.text(), in.number(), in.number(), new Stamp(in.word(), in.word()));
    }

    @Override
    public String toString() {
        return kind.title() + " " + name;
    }
}
