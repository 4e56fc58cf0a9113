package rockpool.engine.process;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a master knows of its resources, in a file that outlives it.
///
/// A sequence of records, each its length (4 bytes, big-endian) and its kind with what is named here. A record that is not whole is the
/// last one, and counts as not written. When the file has grown long it is written anew under another name, which takes the place of the
/// first at once.
///
/// | kind | what follows |
/// |---|---|
/// | 0 ADDED | number, the thing, when |
/// | 1 USED | number of the resource; of a process, its name, pid, how many uses it asked for, and whether it has one more |
/// | 2 LEAKED | number, how many uses leaked so far |
/// | 3 REMOVING | number |
/// | 4 REMOVED | number |
///
/// Written by the master alone, under the lock of its table; read by anybody who may.
final class ResourceJournal implements Closeable {

    private static final String FILE = "resources";
    private static final String NEXT = "resources.next";
    private static final int ADDED = 0;
    private static final int USED = 1;
    private static final int LEAKED = 2;
    private static final int REMOVING = 3;
    private static final int REMOVED = 4;
    private static final int LENGTH_BYTES = 4;
    private static final long LEAST_LONG = 256 << 10;

    private final Path folder;
    private FileChannel file;
    private long length;
    private long longEnough = LEAST_LONG;

    ResourceJournal(Path folder) throws IOException {
        this.folder = folder;
        file = FileChannel.open(in(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    static Path in(Path folder) {
        return folder.resolve(FILE);
    }

    void added(ResourceEntry entry) {
        Output out = new Output().number(ADDED);
        write(out, entry);
        append(out);
    }

    private static void write(Output out, ResourceEntry entry) {
        entry.thing.write(out.number(entry.id));
        out.signed(entry.since.getEpochSecond()).number(entry.since.getNano());
    }

    void used(long id, ResourceEntry.Uses uses) {
        append(of(id, uses));
    }

    private static Output of(long id, ResourceEntry.Uses uses) {
        return new Output().number(USED).number(id).number(uses.user().process()).text(uses.user().name()).number(uses.user().pid())
                .number(uses.taken()).octet(uses.given() ? 1 : 0);
    }

    void leaked(ResourceEntry entry) {
        append(new Output().number(LEAKED).number(entry.id).number(entry.leaks));
    }

    void removing(long id) {
        append(new Output().number(REMOVING).number(id));
    }

    void removed(long id) {
        append(new Output().number(REMOVED).number(id));
    }

    private void append(Output record) {
        if (!file.isOpen()) {
            return;
        }
        try {
            length += write(file, record);
        } catch (IOException e) {
            cutOff(e);
            throw new UncheckedIOException("journal=" + in(folder) + ": cannot be written", e);
        }
    }

    /// What follows half a record could not be read.
    private void cutOff(IOException problem) {
        try {
            file.truncate(length);
        } catch (IOException e) {
            problem.addSuppressed(e);
        }
    }

    /// One call of the system's a record: a master that is killed has written it or not.
    private static int write(FileChannel to, Output record) throws IOException {
        byte[] body = record.bytes();
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH_BYTES + body.length).putInt(body.length).put(body).flip();
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
        return bytes.limit();
    }

    /// Writes it anew if it has grown long. If that cannot be done, the old one goes on.
    void shorten(Collection<ResourceEntry> entries) {
        if (length < longEnough) {
            return;
        }
        try {
            length = anew(entries);
            longEnough = Math.max(LEAST_LONG, 2 * length);
        } catch (IOException e) {
            longEnough = 2 * length;
        }
    }

    /// @return its length
    private long anew(Collection<ResourceEntry> entries) throws IOException {
        Path next = folder.resolve(NEXT);
        FileChannel fresh = FileChannel.open(next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        long written = 0;
        for (ResourceEntry entry : entries) {
            written += writeWhole(fresh, entry);
        }
        Files.move(next, in(folder), StandardCopyOption.ATOMIC_MOVE);
        file.close();
        file = fresh;
        return written;
    }

    private static long writeWhole(FileChannel to, ResourceEntry entry) throws IOException {
        Output out = new Output().number(ADDED);
        write(out, entry);
        long written = write(to, out);
        for (ResourceEntry.Uses uses : entry.all()) {
            written += write(to, of(entry.id, uses));
        }
        return written + write(to, new Output().number(LEAKED).number(entry.id).number(entry.leaks));
    }

    /// Nothing is written from now on.
    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("journal=" + in(folder) + ": cannot be closed", e);
        }
    }

    /// The resources that a journal names, in their order; those that were just being removed among them.
    ///
    /// What follows damage is not read.
    ///
    /// @return empty if there is no journal
    static List<ResourceEntry> read(Path folder) throws IOException {
        try {
            Map<Long, ResourceEntry> entries = new LinkedHashMap<>();
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(in(folder)));
            boolean more = true;
            while (more) {
                more = next(bytes, entries);
            }
            return List.copyOf(entries.values());
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /// @return false if there is no whole record any more
    private static boolean next(ByteBuffer bytes, Map<Long, ResourceEntry> entries) {
        int size = bytes.remaining() < LENGTH_BYTES ? -1 : bytes.getInt();
        if (size < 0 || size > bytes.remaining()) {
            return false;
        }
        try {
            replay(entries, new Input(bytes.array(), bytes.position(), size));
            bytes.position(bytes.position() + size);
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private static void replay(Map<Long, ResourceEntry> entries, Input in) throws IOException {
        int kind = (int) in.number();
        long id = in.number();
        ResourceEntry entry = kind == ADDED ? new ResourceEntry(id, Thing.read(in), Instant.ofEpochSecond(in.signed(), in.number()))
                : entries.get(id);
        if (entry == null) {
            throw new IOException("resource=" + id + ": told of before it was added, in " + FILE);
        }
        switch (kind) {
            case ADDED -> entries.put(id, entry);
            case USED -> entry.set(new ResourceEntry.Uses(new ResourceEntry.User(in.number(), in.text(), (int) in.number()),
                    (int) in.number(), in.octet() == 1));
            case LEAKED -> entry.leaks = (int) in.number();
            case REMOVING -> entry.forgetUses();
            case REMOVED -> entries.remove(id);
            default -> throw new IOException("kind=" + kind + ": no such record in " + FILE);
        }
    }
}
