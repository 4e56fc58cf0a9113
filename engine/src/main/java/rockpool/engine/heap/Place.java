package rockpool.engine.heap;

import java.lang.invoke.VarHandle;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.PoolDamagedException;

/// One block as it was at a moment, and how to find out whether it is still there: who owns its memory, its allocation bit, its serial. In
/// a message it is there as long as the word that guards the message has not changed.
///
/// What was loaded from the block counts only if [#check()] passes afterwards.
final class Place {

    /// Null for a block of a message.
    final Heap heap;
    private final Source message;
    private final Writer writer;
    final TypeInfo info;
    final long block;
    final int length;
    /// The position of its contents.
    final long contents;
    private final long serial;
    private final long owner;
    private final long ownerWord;
    private final long bits;
    private final long bit;
    /// The first collection that can take it.
    private final long firstRun;

    /// A block that cannot be collected meanwhile.
    Place(Heap heap, long block) {
        this.heap = heap;
        this.message = null;
        this.writer = heap.writer();
        this.block = block;
        this.owner = heap.place(block);
        if (owner == 0) {
            throw new PoolDamagedException(heap.toString(), "a block of this heap", "offset " + block);
        }
        this.ownerWord = Memory.getLong(owner);
        this.bits = heap.allocationWord(block);
        this.bit = 1L << (block >>> Block.GRANULE_SHIFT);
        long position = heap.base() + block;
        long header = Memory.getLong(position);
        this.serial = Block.serial(position);
        this.length = Block.length(header);
        this.info = heap.types().info(Block.typeId(header));
        this.contents = position + Block.HEADER;
        this.firstRun = heap.nextRun();
        long end = Block.HEADER + info.contentBytes(length);
        if (length < 0 || !heap.pool().region().contains(block, end)) {
            throw new PoolDamagedException(heap.toString(), "a block within the pool", end + " bytes at " + block);
        }
    }

    /// A block of a message.
    ///
    /// @param guard the position of the word that changes when the message goes
    /// @param guardWord what it is now, not 0
    /// @throws PoolDamagedException if the block is not all there
    Place(Source message, long guard, long guardWord, long block) {
        this.heap = null;
        this.message = message;
        this.writer = null;
        this.block = block;
        this.owner = guard;
        this.ownerWord = guardWord;
        this.bits = guard;
        this.bit = Long.lowestOneBit(guardWord);
        message.check(block, Block.HEADER);
        long position = message.base() + block;
        long header = Memory.getLong(position);
        this.serial = Block.serial(position);
        this.length = Block.length(header);
        this.info = message.types().info(Block.typeId(header));
        this.contents = position + Block.HEADER;
        this.firstRun = 0;
        message.check(block, Block.HEADER + info.contentBytes(length));
    }

    /// What a word in this block refers to.
    Place at(long word, Source source) {
        if (message == null) {
            return of(heap, word, source);
        }
        var place = new Place(message, owner, ownerWord, word);
        place.check();
        return place;
    }

    boolean isMessage() {
        return message != null;
    }

    /// For a reader that checks afterwards, if this is a block of a message.
    Source source() {
        if (message != null) {
            return message;
        }
        Writer mine = mine();
        return mine != null ? Source.locked(mine) : Source.inspected(heap.pool().region(), heap.types());
    }

    /// Takes the lock of the heap to change it.
    ///
    /// @throws UnsupportedOperationException if it is in a message
    Writer lock() {
        if (heap == null) {
            throw new UnsupportedOperationException(info.name() + " in a message of " + message.place() + ": it can be read, not changed");
        }
        return heap.lock();
    }

    /// For messages.
    String where() {
        return heap == null ? "a message of " + message.place() : heap.toString();
    }

    /// The block that a word refers to, which was loaded after the source was made.
    ///
    /// @throws Source.Torn if it may be gone already
    static Place of(Heap heap, long block, Source source) {
        try {
            var place = new Place(heap, block);
            source.confirm();
            return place;
        } catch (PoolDamagedException e) {
            source.confirm();
            throw e;
        }
    }

    /// The open writer of the calling thread, or null if it is in no modify of this heap.
    Writer mine() {
        return writer != null && writer.isMine() ? writer : null;
    }

    /// @throws StaleValueException if the collector has taken the block back
    void check() {
        // Behind the fence plain loads are as good as others: none of them was done before.
        VarHandle.acquireFence();
        if (Memory.getLong(owner) != ownerWord || (Memory.getLong(bits) & bit) == 0 || Block.serial(contents - Block.HEADER) != serial) {
            throw stale();
        }
    }

    /// As [#check()], for a reference that is going to be stored: it has to be there after the sweep under way, too.
    void check(Writer writer) {
        if (!writer.isThere(block, serial, owner, ownerWord)) {
            throw stale();
        }
    }

    private StaleValueException stale() {
        if (message != null) {
            return StaleValueException.message(info.name() + " in " + message.place());
        }
        String value = info.name() + " at " + block + " in " + heap;
        return heap.isLive() ? StaleValueException.collected(value, heap.runsSince(firstRun)) : StaleValueException.destroyed(value);
    }

    boolean same(Place other) {
        return heap == other.heap && block == other.block && serial == other.serial
            && (message == null || owner == other.owner && ownerWord == other.ownerWord);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(block * 31 + serial);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Place place && same(place);
    }
}
