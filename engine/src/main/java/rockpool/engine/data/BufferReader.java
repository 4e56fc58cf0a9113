package rockpool.engine.data;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Function;
import rockpool.engine.data.SharedBuffer.Range;
import rockpool.engine.heap.Source;
import rockpool.engine.heap.Structure;

/// Reads the bytes of a buffer, without its lock: they stay as they are until they are deleted.
final class BufferReader {

    /// Bytes that are copied out before it is confirmed that they are still there.
    private static final int PIECE = 1 << 16;

    private final Structure structure;
    private final BufferBlocks blocks;

    BufferReader(Structure structure, BufferBlocks blocks) {
        this.structure = structure;
        this.blocks = blocks;
    }

    /// Which positions are there.
    Range range() {
        return structure.read(BufferReader::range);
    }

    static Range range(Source source, long root) {
        return new Range(source.number(root, BufferBlocks.START), source.number(root, BufferBlocks.END));
    }

    // Copying

    /// All bytes of one moment.
    ///
    /// @throws IllegalStateException if there are more than an array can have
    byte[] bytes() {
        while (true) {
            Range there = range();
            byte[] copy = new byte[lengthOfArray(there.length())];
            if (copied(there.start(), MemorySegment.ofArray(copy), copy.length)) {
                return copy;
            }
        }
    }

    private static int lengthOfArray(long length) {
        if (length > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException("length=" + length + ": more than an array can have; read it in parts");
        }
        return (int) length;
    }

    /// The bytes from a position on.
    ///
    /// @throws IllegalArgumentException if there are not so many
    byte[] bytes(long position, int count) {
        require(position, count);
        byte[] copy = new byte[count];
        copy(position, MemorySegment.ofArray(copy));
        return copy;
    }

    /// Fills memory with the bytes from a position on.
    ///
    /// @throws IllegalArgumentException if there are not so many
    void copy(long position, MemorySegment to) {
        require(position, to.byteSize());
        if (!copied(position, to, to.byteSize())) {
            require(position, to.byteSize());
        }
    }

    private void require(long position, long count) {
        Range there = range();
        if (count < 0) {
            throw new IllegalArgumentException("count=" + count + ": at least 0");
        }
        if (position < there.start() || position > there.end() - count) {
            throw outside(position, count, there);
        }
    }

    private static IllegalArgumentException outside(long position, long count, Range there) {
        return new IllegalArgumentException("position=" + position + ", count=" + count + ": the buffer has the positions from " + there.start()
            + " to " + (there.end() - 1) + (position < there.start() ? "; what was before them is deleted" : ""));
    }

    /// Copies piece by piece, since bytes that are there stay as they are.
    ///
    /// @return false if some have been deleted meanwhile
    private boolean copied(long position, MemorySegment to, long count) {
        long done = 0;
        while (done < count) {
            long piece = Math.min(PIECE, count - done);
            if (!copied(position + done, to, done, piece)) {
                return false;
            }
            done += piece;
        }
        return true;
    }

    private boolean copied(long from, MemorySegment to, long at, long count) {
        return structure.read((source, root) -> {
            Range there = range(source, root);
            if (from < there.start() || from + count > there.end()) {
                return false;
            }
            blocks.copy(source, root, from, to, at, count);
            return true;
        });
    }

    // In place

    /// Runs a function over the bytes from a position on to the end of their block; they cannot be collected meanwhile.
    ///
    /// @throws IllegalArgumentException if the position is not there
    <R> R with(long position, Function<MemorySegment, R> body) {
        int[] where = new int[2];
        return structure.pinned((source, root) -> {
            Range there = range(source, root);
            if (position < there.start() || position >= there.end()) {
                throw outside(position, 1, there);
            }
            where[0] = blocks.inBlock(position);
            where[1] = blocks.together(source, root, position);
            return blocks.blockAt(source, root, position);
        }, block -> {
            try (Arena arena = Arena.ofConfined()) {
                return body.apply(structure.bytes(block, where[0], where[1], arena));
            }
        });
    }
}
