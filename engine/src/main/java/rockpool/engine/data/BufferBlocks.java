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
/// | 5 | the size of a block |
/// | 6 | the number of the first block that has not been dropped |
///
/// A byte at a position is stored once and never changed. It counts from the moment that word 4 is beyond it; so it is stored directly,
/// before the change that makes it count is committed. Who dies before that leaves bytes that nobody looks at, and that the next
/// addition stores over.
///
/// A block of which all positions lie before word 3 is dropped, a few in a change, so that a deletion needs no room however much it deletes,
/// and nobody waits for it. Who dies meanwhile leaves the rest to the next deletion.
final class BufferBlocks {

    static final int START = 3;
    static final int END = 4;
    static final int SIZE = 5;
    static final int DROPPED = 6;
    /// Of the root block.
    static final int WORDS = 7;
    /// With the other words that change these fit in a heap's log as it is.
    private static final int DROPPED_AT_ONCE = 8;

    private static final WordTree BLOCKS = new WordTree(1);

    private BufferBlocks() {}

    static void fill(Change change, long root, int blockBytes) {
        BLOCKS.clear(change, root);
        change.putNumber(root, START, 0);
        change.putNumber(root, END, 0);
        change.putNumber(root, SIZE, blockBytes);
        change.putNumber(root, DROPPED, 0);
    }

    /// Appends bytes.
    ///
    /// @return the position of the first one
    static long add(Change change, long root, MemorySegment bytes) {
        Source source = change.source();
        long end = source.number(root, END);
        int size = size(source, root);
        long position = end;
        long added = 0;
        while (added < bytes.byteSize()) {
            int at = (int) (position % size);
            int count = (int) Math.min(size - at, bytes.byteSize() - added);
            change.putBytes(block(change, root, position / size, size), at, bytes, added, count);
            position += count;
            added += count;
        }
        change.putNumber(root, END, position);
        return end;
    }

    private static int size(Source source, long root) {
        return (int) Math.max(1, source.number(root, SIZE));
    }

    private static long block(Change change, long root, long number, int size) {
        long there = BLOCKS.get(change.source(), root, number);
        if (there != Structure.NULL) {
            return there;
        }
        long made = change.allocateBytes(size);
        BLOCKS.put(change, root, number, made);
        return made;
    }

    /// Drops some of the blocks before the start. The one with the end stays, for the next addition.
    ///
    /// @return whether there are more
    static boolean drop(Change change, long root) {
        Source source = change.source();
        long number = source.number(root, DROPPED);
        long behind = source.number(root, START) / size(source, root);
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
    static void copy(Source source, long root, long position, MemorySegment to, long index, long count) {
        int size = size(source, root);
        long copied = 0;
        while (copied < count) {
            long at = position + copied;
            int piece = (int) Math.min(size - at % size, count - copied);
            source.copyBytes(blockAt(source, root, at), (int) (at % size), to, index + copied, piece);
            copied += piece;
        }
    }

    /// The block with a position that lies between start and end.
    static long blockAt(Source source, long root, long position) {
        return BLOCKS.get(source, root, position / size(source, root));
    }

    /// How many bytes from a position on lie side by side.
    static int together(Source source, long root, long position) {
        int size = size(source, root);
        return (int) Math.min(size - position % size, source.number(root, END) - position);
    }

    /// Where a position lies in its block.
    static int inBlock(Source source, long root, long position) {
        return (int) (position % size(source, root));
    }
}
