package rockpool.engine.data;

import java.lang.foreign.MemorySegment;
import rockpool.engine.heap.Change;
import rockpool.engine.heap.Source;
import rockpool.engine.heap.Structure;

/// The bytes of a buffer, in blocks of one size. The words of its root block, behind the header:
///
/// | word | content |
/// |---:|---|
/// | 1, 2 | the blocks, a [WordTree] by number: block `k` has the positions from `k` · size on |
/// | 3 | the position of the first byte that is there |
/// | 4 | the position behind the last one |
/// | 5 | the size of a block, always the same |
/// | 6 | the number of the first block that has not been dropped |
/// | 7 | the block with the position before word 4; anything if that is the last one of its block |
///
/// A byte at a position is stored once and never changed. It counts from the moment that word 4 is beyond it; so it is stored directly,
/// before the change that makes it count is committed. Who dies before that leaves bytes that nobody looks at, and that the next
/// addition stores over.
///
/// A block of which all positions lie before word 3 is dropped, a few in a change, so that a deletion needs no room however much it
/// deletes, and nobody waits for it. Who dies meanwhile leaves the rest to the next deletion.
final class BufferBlocks {

    static final int START = 3;
    static final int END = 4;
    static final int SIZE = 5;
    static final int DROPPED = 6;
    private static final int TAIL = 7;
    /// Of the root block.
    static final int WORDS = 8;
    /// With the other words that change these fit in a heap's log as it is.
    private static final int DROPPED_AT_ONCE = 8;

    static final WordTree BLOCKS = new WordTree(1);

    private final int size;

    /// @param size of a block
    private BufferBlocks(int size) {
        this.size = size;
    }

    /// Those of a buffer.
    static BufferBlocks of(Source source, long root) {
        return new BufferBlocks(Math.clamp(source.number(root, SIZE), 1, SharedBuffer.LARGEST_BLOCK));
    }

    static void fill(Change change, long root, int size) {
        BLOCKS.clear(change, root);
        change.putNumber(root, START, 0);
        change.putNumber(root, END, 0);
        change.putNumber(root, SIZE, size);
        change.putNumber(root, DROPPED, 0);
    }

    /// Appends bytes.
    ///
    /// @return the position of the first one
    long add(Change change, long root, MemorySegment bytes) {
        Source source = change.source();
        long end = source.number(root, END);
        long count = bytes.byteSize();
        int at = (int) (end % size);
        long tail = at == 0 ? Structure.NULL : source.word(root, TAIL);
        long added = 0;
        while (added < count) {
            if (at == 0) {
                tail = change.allocateBytes(size);
                BLOCKS.put(change, root, (end + added) / size, tail);
                change.put(root, TAIL, tail);
            }
            int piece = (int) Math.min(size - at, count - added);
            change.putBytes(tail, at, bytes, added, piece);
            added += piece;
            at = at + piece == size ? 0 : at + piece;
        }
        if (count != 0) {
            change.putNumber(root, END, end + count);
        }
        return end;
    }

    /// Moves the start.
    ///
    /// @param from where it is
    /// @param to where it is to be, from there to the end
    /// @return whether there are blocks to drop
    boolean moveStart(Change change, long root, long from, long to) {
        change.putNumber(root, START, to);
        return from / size != to / size && drop(change, root);
    }

    /// Drops some of the blocks before the start. The one with the end stays, for the next addition.
    ///
    /// @return whether there are more
    boolean drop(Change change, long root) {
        Source source = change.source();
        long number = source.number(root, DROPPED);
        long behind = source.number(root, START) / size;
        if (number == behind) {
            return false;
        }
        for (int i = 0; i < DROPPED_AT_ONCE && number < behind; i++) {
            number = dropFrom(change, root, number, behind);
        }
        change.putNumber(root, DROPPED, number);
        return number < behind;
    }

    /// Drops a block, or the rest of a leaf of the tree if all of it goes.
    ///
    /// @return the number of the next block
    private static long dropFrom(Change change, long root, long number, long behind) {
        long lastOfLeaf = number | WordTree.FAN - 1;
        if (lastOfLeaf < behind) {
            BLOCKS.drop(change, root, lastOfLeaf);
            return lastOfLeaf + 1;
        }
        long leaf = BLOCKS.leaf(change.source(), root, number);
        if (leaf != Structure.NULL) {
            change.put(leaf, WordTree.slot(number), Structure.NULL);
        }
        return number + 1;
    }

    /// Copies bytes that lie between start and end.
    void copy(Source source, long root, long position, MemorySegment to, long index, long count) {
        long copied = 0;
        while (copied < count) {
            long at = position + copied;
            int piece = (int) Math.min(size - at % size, count - copied);
            source.copyBytes(blockAt(source, root, at), (int) (at % size), to, index + copied, piece);
            copied += piece;
        }
    }

    /// The block with a position that lies between start and end.
    long blockAt(Source source, long root, long position) {
        return BLOCKS.get(source, root, position / size);
    }

    /// How many bytes from a position on lie side by side.
    int together(Source source, long root, long position) {
        return (int) Math.min(size - position % size, source.number(root, END) - position);
    }

    /// Where a position lies in its block.
    int inBlock(long position) {
        return (int) (position % size);
    }
}
