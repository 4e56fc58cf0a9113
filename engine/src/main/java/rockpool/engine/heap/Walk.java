package rockpool.engine.heap;

import java.lang.invoke.VarHandle;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Actor;

/// Goes from block to block of a structure. The block that it is at is pinned: neither it nor what can be reached from it is collected,
/// even if it is taken out of the structure meanwhile.
///
/// ```java
/// try (Walk walk = structure.walk()) {
///     for (boolean there = walk.begin(search); there; there = walk.step(NEXT)) {
///         body.accept(walk.view(VALUE, view));
///     }
/// }
/// ```
///
/// Used by the thread that began it, which takes no lock for it. It sees each word as it is at the moment, inside a modify of the thread
/// with the changes of that.
public final class Walk implements AutoCloseable {

    private final Structure structure;
    private final Heap heap;
    private final Actor actor;
    private final Source plain;
    private long pin;
    private long spare;
    private long here = Words.NULL;

    Walk(Structure structure) {
        this.structure = structure;
        this.heap = structure.heap();
        this.actor = heap.pool().actor();
        this.plain = Source.inspected(heap.pool().region(), heap.types());
        this.pin = actor.openPin();
        this.spare = actor.openPin();
    }

    /// Goes to the block that a search finds.
    ///
    /// @return false if it finds none
    public boolean begin(Structure.Search search) {
        return is(structure.pinned(pin, search));
    }

    /// Goes to a block that is there as long as a change under way has the lock.
    public void begin(Change change, long block) {
        change.requireOf(heap);
        Structure.pin(pin, block);
        here = block;
    }

    private boolean is(long word) {
        here = word == Structure.ABSENT ? Words.NULL : word;
        return here != Words.NULL;
    }

    /// Goes to the block that a word of this one refers to.
    ///
    /// @return false if the word is null
    public boolean step(int index) {
        long next;
        long word = word(index);
        // Pinned after it was read, and still referred to: it was reachable when it was pinned.
        do {
            next = word;
            Memory.putLongOpaque(spare, next);
            VarHandle.fullFence();
            word = word(index);
        } while (word != next);
        long left = pin;
        pin = spare;
        spare = left;
        return is(next);
    }

    /// A word of this block.
    public long word(int index) {
        Writer mine = heap.mine();
        return (mine == null ? plain : Source.locked(mine)).word(here, index);
    }

    /// A number of this block.
    public long number(int index) {
        return Words.longOf(word(index));
    }

    /// A copy of what a word of this block stands for.
    public Object copy(int index) {
        long word = word(index);
        return structure.copy((source, root) -> word);
    }

    /// What a word of this block stands for, in place. It cannot be collected as long as this walk is here.
    ///
    /// @param view as for [Structure#with]
    public <V> V view(int index, Class<V> view) {
        return structure.seePinned(word(index), view);
    }

    /// This block, to be found again by [Change#isThere].
    public Spot spot() {
        return new Spot(here, Block.serial(heap.base() + here));
    }

    /// Lets go of everything.
    @Override
    public void close() {
        actor.closePin(pin);
        actor.closePin(spare);
    }
}
