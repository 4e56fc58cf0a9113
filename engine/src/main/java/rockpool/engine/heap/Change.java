package rockpool.engine.heap;

import java.lang.foreign.MemorySegment;
import rockpool.engine.memory.Memory;

/// One operation that changes a shared structure: a modify of its heap, which happens as a whole at [#commit()] or not at all.
///
/// ```java
/// try (Change change = structure.change()) {
///     long node = change.allocate(Part.QUEUE_NODE, 2);
///     change.put(node, VALUE, change.copyIn(value));
///     …
///     change.commit();
/// }
/// ```
///
/// Used by the thread that began it, until it closes it. Inside a modify of the same heap and thread it is a part of that.
public final class Change implements AutoCloseable {

    private static final TypeInfo BYTES = Types.builtIn(Kind.BYTES);

    /// How long a block may be that is allocated only if there is room.
    public static final int MOST_WORDS_IF_ROOM = 4000;

    private final Writer writer;
    private final Source source;

    Change(Writer writer) {
        this.writer = writer;
        this.source = Source.locked(writer);
    }

    /// Reads what is there, this change included.
    public Source source() {
        return source;
    }

    /// Allocates a block of value words, all null.
    ///
    /// @return its offset, which is also the word that refers to it
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if there is no room
    public long allocate(Part part, int words) {
        return writer.allocate(part.type, words, (long) words * Long.BYTES);
    }

    /// Allocates a block of value words.
    ///
    /// @return its offset, which is also the word that refers to it
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if there is no room
    public long allocate(Part part, long[] words) {
        long block = allocate(part, words.length);
        writer.fill(block, words);
        return block;
    }

    /// Allocates a block of value words if there is room at hand: nothing is collected for it, and nobody is asked for memory.
    ///
    /// @param words at most [#MOST_WORDS_IF_ROOM]
    /// @return its offset, or 0
    public long allocateIfRoom(Part part, long[] words) {
        long block = writer.allocateIfRoom(part.type, words.length, (long) words.length * Long.BYTES);
        if (block != 0) {
            writer.fill(block, words);
        }
        return block;
    }

    /// Allocates a block of value words and fills it.
    ///
    /// @return its offset, which is also the word that refers to it
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if there is no room
    public long make(Part part, long... words) {
        long block = writer.allocateUndefined(part.type, words.length, (long) words.length * Long.BYTES);
        long position = writer.base() + block + Block.HEADER;
        for (int i = 0; i < words.length; i++) {
            Memory.putLong(position + (long) i * Long.BYTES, words[i]);
        }
        if (writer.marking()) {
            for (long word : words) {
                writer.shade(word);
            }
        }
        return block;
    }

    /// Allocates a block of bytes, which hold anything.
    ///
    /// @return its offset, which is also the word that refers to it
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if there is no room
    public long allocateBytes(int bytes) {
        return writer.allocate(BYTES, bytes, bytes);
    }

    /// Stores bytes in a block of bytes, at once: they must not count before this change is committed.
    ///
    /// @param at the first byte in the block
    /// @param index of the first byte in the segment
    public void putBytes(long block, int at, MemorySegment from, long index, int count) {
        source.check(block, Block.HEADER + (long) at + count);
        Memory.copyIn(from, index, writer.base() + block + Block.HEADER + at, count);
    }

    /// Copies a value into the heap.
    ///
    /// @return the word that stands for it
    /// @throws NotShareableException if a part of it cannot live there
    public long copyIn(Object value) {
        return CopyIn.copy(writer, value);
    }

    /// The word that stands for a value that lives in this heap already.
    ///
    /// @throws IllegalArgumentException if it lives in another one
    /// @throws StaleValueException if the collector has taken it back
    public long wordOf(InHeap value) {
        return value.wordFor(writer);
    }

    /// Whether a block that was seen before is still there. If so, all that its words refer to is as well.
    public boolean isThere(Spot spot) {
        Heap heap = writer.heap();
        return heap.isBlock(spot.block()) && Block.serial(heap.base() + spot.block()) == spot.serial()
            && !writer.collector().isCondemned(spot.block());
    }

    void requireOf(Heap heap) {
        if (writer.heap() != heap) {
            throw new IllegalArgumentException("change of " + writer.heap() + ": not of " + heap);
        }
    }

    /// Stores a word in a block: at once if the block was allocated in this modify, at the commit otherwise.
    public void put(long block, int index, long word) {
        long offset = block + Block.HEADER + (long) index * Long.BYTES;
        if (writer.isNew(block)) {
            writer.shade(word);
            Memory.putLong(writer.base() + offset, word);
        } else {
            writer.overwriteWord(offset, word);
        }
    }

    /// The same, for a word that may be stored or not, however the change ends, if this process dies in the commit: what it says does not
    /// count, as another word stands, before the change or after it. What is put before and after that one is stored in this order.
    ///
    /// A change that puts one word with [#put] and all others loosely needs no log.
    public void putLoosely(long block, int index, long word) {
        if (writer.isNew(block)) {
            put(block, index, word);
        } else {
            writer.overwriteLoosely(block + Block.HEADER + (long) index * Long.BYTES, word);
        }
    }

    /// Stores a number in a block.
    ///
    /// @param number from -2⁵⁵ to 2⁵⁵ - 1
    public void putNumber(long block, int index, long number) {
        put(block, index, wordOf(number));
    }

    /// The word of a number.
    ///
    /// @param number from -2⁵⁵ to 2⁵⁵ - 1
    public static long wordOf(long number) {
        long word = Words.of(number);
        if (word == Words.NULL) {
            throw new IllegalArgumentException("number=" + number + ": has more than 56 bits");
        }
        return word;
    }

    /// The same as [#putLoosely] for a number.
    ///
    /// @param number from -2⁵⁵ to 2⁵⁵ - 1
    public void putNumberLoosely(long block, int index, long number) {
        putLoosely(block, index, wordOf(number));
    }

    /// Makes it happen.
    public void commit() {
        writer.commit();
    }

    /// Ends it; what has not been committed is thrown away.
    @Override
    public void close() {
        writer.close();
    }
}
