package rockpool.engine.data;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import rockpool.engine.heap.Change;
import rockpool.engine.heap.Part;
import rockpool.engine.heap.Structure;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.Names;
import rockpool.engine.pool.Pool;

/// A row of bytes in a pool, to which all processes append and from whose beginning they delete. Answers to `Netmcore_buffer`.
///
/// ```java
/// var log = SharedBuffer.create(pool, "log");
/// long at = log.add("hello\n");
/// log.text(at, 5);                       // "hello"
/// log.deleteHead(6);                     // positions stay what they were
/// ```
///
/// **Positions** count from the first byte that was ever appended, so that of a byte never changes, and none is ever used again. A byte
/// that is there never changes either. Additions and deletions happen as a whole, one after the other; a process that is killed in one has
/// not done it. Reads take no lock: they see the state of a moment after they began. What is read while it is deleted is either still read,
/// or reported as deleted.
///
/// The bytes lie in blocks of one size, which come and go as a whole. Any thread of any process may use it.
public final class SharedBuffer extends SharedStructure {

    /// The size of a block if none is chosen: with its header it fills a page.
    public static final int USUAL_BLOCK = 4080;
    /// The largest size that a block can have: 16 MiB.
    public static final int LARGEST_BLOCK = 16 << 20;
    private static final StructureKind KIND =
        new StructureKind("SharedBuffer", "sharedbuffer", Names.SHARED_BUFFER, Part.BUFFER, BufferBlocks.WORDS);

    static {
        Descriptors.register(KIND.inDescriptors(), SharedBuffer::of);
    }

    /// Which positions are there at a moment.
    ///
    /// @param start of the first byte
    /// @param end behind the last one
    public record Range(long start, long end) {

        /// How many bytes these are.
        public long length() {
            return end - start;
        }
    }

    private final BufferBlocks blocks;
    private final BufferReader reader;

    private SharedBuffer(Structure structure) {
        super(KIND, structure);
        this.blocks = structure.read(BufferBlocks::of);
        this.reader = new BufferReader(structure, blocks);
    }

    /// Creates one without a name and without a header. It goes by itself when no process has a handle of it any more, none is on its way
    /// to one, and no value in a heap refers to it.
    public static SharedBuffer create(Pool pool) {
        return create(pool, null);
    }

    /// Creates one that can be found by its name, without a header.
    ///
    /// @throws IllegalArgumentException if something in the pool has the name
    public static SharedBuffer create(Pool pool, String name) {
        return create(pool, name, USUAL_BLOCK, null);
    }

    /// Creates one. Answers to `Netmcore_buffer.create`.
    ///
    /// @param name a Java identifier; null for none
    /// @param blockBytes the size of a block, from 1 to [#LARGEST_BLOCK]; large ones are quicker, and are deleted later
    /// @param header a value of the caller's own; null for none
    /// @throws IllegalArgumentException if something in the pool has the name
    /// @throws rockpool.engine.heap.NotShareableException if a part of the header cannot live in a heap
    public static SharedBuffer create(Pool pool, String name, int blockBytes, Object header) {
        if (blockBytes < 1 || blockBytes > LARGEST_BLOCK) {
            throw new IllegalArgumentException("blockBytes=" + blockBytes + ": from 1 to " + LARGEST_BLOCK);
        }
        return new SharedBuffer(KIND.create(pool, name, header, (change, root) -> BufferBlocks.fill(change, root, blockBytes)));
    }

    /// Finds one by its name.
    public static Optional<SharedBuffer> find(Pool pool, String name) {
        return KIND.find(pool, name, null).map(SharedBuffer::new);
    }

    /// The one that a descriptor names. Answers to `Netmcore_buffer.buffer_of_descr`.
    ///
    /// @throws IllegalStateException if it was destroyed
    public static SharedBuffer of(Pool pool, Descriptor descriptor) {
        return new SharedBuffer(KIND.at(pool, descriptor));
    }

    // What is there

    /// The position of the first byte that is there. Answers to `Netmcore_buffer.start`.
    public long start() {
        return range().start;
    }

    /// The position behind the last byte.
    public long end() {
        return range().end;
    }

    /// How many bytes are there. Answers to `Netmcore_buffer.length`.
    public long length() {
        return range().length();
    }

    /// Start and end of one moment.
    public Range range() {
        return reader.range();
    }

    // Appending

    /// Appends bytes. Answers to `Netmcore_buffer.add_string`.
    ///
    /// @return the position of the first one
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if there is no room; nothing was appended
    public long add(byte[] bytes) {
        return add(MemorySegment.ofArray(bytes));
    }

    /// Appends a part of an array. Answers to `Netmcore_buffer.add_substring`.
    ///
    /// @throws IndexOutOfBoundsException if the array has no such part
    public long add(byte[] bytes, int from, int count) {
        return add(MemorySegment.ofArray(bytes).asSlice(from, count));
    }

    /// Appends a text in UTF-8.
    ///
    /// @return the position of its first byte
    public long add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Appends memory. Answers to `Netmcore_buffer.add_submemory`.
    public long add(MemorySegment bytes) {
        try (Change change = structure.change()) {
            long position = blocks.add(change, structure.root(), bytes);
            change.commit();
            return position;
        }
    }

    // Deleting

    /// Deletes bytes from the beginning. Answers to `Netmcore_buffer.delete_hd`.
    ///
    /// @param count from 0 to the length
    /// @throws IllegalArgumentException if there are not so many; nothing was deleted
    public void deleteHead(long count) {
        boolean more;
        try (Change change = structure.change()) {
            long start = change.source().number(structure.root(), BufferBlocks.START);
            long length = change.source().number(structure.root(), BufferBlocks.END) - start;
            if (count < 0 || count > length) {
                throw new IllegalArgumentException("count=" + count + ": from 0 to " + length + ", the length");
            }
            more = blocks.moveStart(change, structure.root(), start, start + count);
            change.commit();
        }
        if (more) {
            dropTheRest();
        }
    }

    /// Deletes what is there. The next byte has the position that it would have had. Answers to `Netmcore_buffer.clear`.
    public void clear() {
        boolean more;
        try (Change change = structure.change()) {
            Range there = BufferReader.range(change.source(), structure.root());
            more = blocks.moveStart(change, structure.root(), there.start, there.end);
            change.commit();
        }
        if (more) {
            dropTheRest();
        }
    }

    private void dropTheRest() {
        boolean more = true;
        while (more) {
            try (Change change = structure.change()) {
                more = blocks.drop(change, structure.root());
                change.commit();
            }
        }
    }

    // Reading

    /// A copy of all that is there. Answers to `Netmcore_buffer.contents`.
    ///
    /// @throws IllegalStateException if there are more bytes than an array can have
    public byte[] bytes() {
        return reader.bytes();
    }

    /// A copy of a part. Answers to `Netmcore_buffer.sub`.
    ///
    /// @throws IllegalArgumentException if it is not all there
    public byte[] bytes(long position, int count) {
        return reader.bytes(position, count);
    }

    /// All that is there, as a text in UTF-8.
    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /// A part, as a text in UTF-8.
    ///
    /// @param count of bytes
    /// @throws IllegalArgumentException if it is not all there
    public String text(long position, int count) {
        return new String(bytes(position, count), StandardCharsets.UTF_8);
    }

    /// Copies a part into an array. Answers to `Netmcore_buffer.blit_to_bytes`.
    ///
    /// @throws IllegalArgumentException if it is not all there
    /// @throws IndexOutOfBoundsException if the array has no such part
    public void copy(long position, byte[] to, int at, int count) {
        copy(position, MemorySegment.ofArray(to).asSlice(at, count));
    }

    /// Fills memory with the bytes from a position on. Answers to `Netmcore_buffer.blit_to_memory`.
    ///
    /// @throws IllegalArgumentException if there are not so many
    public void copy(long position, MemorySegment to) {
        reader.copy(position, to);
    }

    /// Runs a function over the bytes from a position on to the end of their block, in place; they cannot be collected meanwhile, also if
    /// they are deleted. Answers to `Netmcore_buffer.access`.
    ///
    /// @param body gets at least one byte, read-only, until it returns
    /// @throws IllegalArgumentException if the position is not there
    public <R> R with(long position, Function<MemorySegment, R> body) {
        return reader.with(position, body);
    }

    /// The byte at a position.
    ///
    /// @throws IllegalArgumentException if it is not there
    public byte get(long position) {
        return with(position, bytes -> bytes.get(ValueLayout.JAVA_BYTE, 0));
    }

    /// A stream of the bytes from a position on. At the end of what is there at that moment it says so, and goes on when there is more.
    /// What was deleted before it was read is an [java.io.IOException].
    public InputStream input(long position) {
        return new BufferInput(this, position);
    }

    /// A stream that appends; each write of an array is one addition.
    public OutputStream output() {
        return new BufferOutput(this);
    }

    @Override
    String content() {
        return BufferPages.size(range()).text();
    }
}
