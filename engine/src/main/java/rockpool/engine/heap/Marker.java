package rockpool.engine.heap;

import java.util.Arrays;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Handles;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolDamagedException;
import rockpool.engine.pool.PoolLayout;
import rockpool.engine.pool.UnitMeta;
import rockpool.engine.pool.Units;

/// Marks what is reachable, starting from blocks that are **grey**: marked, and to be scanned.
///
/// Within a slice the grey blocks are on the stack of this process. When the slice ends, or the stack is full, they are left in the pool as
/// grey bits, where any process finds them. So the marks alone say nothing while a slice is under way: [Collector] notes that, and begins
/// again after a death in one. Used by the holder of the heap's lock only.
final class Marker {

    private static final int FIRST_STACK = 1 << 8;
    private static final int MOST_STACK = 1 << 14;
    /// Words of a long block that are scanned before what they refer to.
    private static final int CHUNK = 128;
    private static final long CONTINUED = 1;
    /// Blocks, or words of long ones, that are scanned between two looks at the clock. In a process that has not compiled this yet each
    /// takes microseconds.
    private static final int SCANNED_PER_LOOK = CHUNK;
    /// Blocks of more words than this keep how far they are scanned from one slice to the next.
    private static final int LONG_BLOCK = 1 << 14;
    private static final int MARKED = UnitMeta.MARKED - UnitMeta.ALLOCATED;
    private static final int GREY = UnitMeta.GREY - UnitMeta.ALLOCATED;

    private final Pool pool;
    private final Types types;
    private final long base;
    private final long descriptor;
    private final long firstUnit;
    private final long unitBytes;
    private final long metas;
    private long[] stack = new long[FIRST_STACK];
    private int top;
    private TypeInfo lastType;
    private boolean leftGrey;
    private int untilLook = SCANNED_PER_LOOK;

    Marker(Pool pool, long descriptor) {
        Units units = pool.units();
        this.pool = pool;
        this.types = Types.of(pool);
        this.base = pool.position();
        this.descriptor = base + descriptor;
        this.firstUnit = units.offset(0);
        this.unitBytes = (long) units.count() << PoolLayout.UNIT_SHIFT;
        this.metas = base + units.metaOffset(0) + UnitMeta.ALLOCATED;
    }

    /// The position of the word of allocation bits with a block's, or -1 if nothing can lie there.
    long bitmapWord(long block) {
        long at = block - firstUnit;
        if (at < 0 || at >= unitBytes || (block & Block.GRANULE - 1) != 0) {
            return -1;
        }
        long granule = at >>> Block.GRANULE_SHIFT & SizeClasses.UNIT_GRANULES - 1;
        return metas + (at >>> PoolLayout.UNIT_SHIFT) * UnitMeta.BYTES + (granule >>> 6 << 3);
    }

    private static long bit(long block) {
        return 1L << (block >>> Block.GRANULE_SHIFT);
    }

    /// Whether a block is allocated.
    boolean isAllocated(long block) {
        long word = bitmapWord(block);
        return word >= 0 && (Memory.getLongOpaque(word) & bit(block)) != 0;
    }

    /// Whether a block, which is allocated, is marked.
    boolean isMarked(long block) {
        return (Memory.getLong(bitmapWord(block) + MARKED) & bit(block)) != 0;
    }

    /// Makes what a word refers to grey if it is not marked, for a later pass to find.
    ///
    /// @return whether it was not
    boolean shade(long valueWord) {
        if (Block.isReference(valueWord) && mark(valueWord)) {
            leaveGrey(valueWord);
            return true;
        }
        return false;
    }

    private boolean mark(long block) {
        long word = bitmapWord(block);
        if (word < 0) {
            throw damaged(block, "a block's offset");
        }
        long bit = bit(block);
        long marks = Memory.getLong(word + MARKED);
        if ((marks & bit) != 0) {
            return false;
        }
        if ((Memory.getLong(word) & bit) == 0) {
            throw damaged(block, "an allocated block");
        }
        Memory.putLong(word + MARKED, marks | bit);
        return true;
    }

    private void leaveGrey(long block) {
        long grey = bitmapWord(block) + GREY;
        Memory.putLong(grey, Memory.getLong(grey) | bit(block));
        leftGrey = true;
    }

    private PoolDamagedException damaged(long block, String expected) {
        return new PoolDamagedException("pool " + pool.name() + ", heap at " + (descriptor - base) + ", a reference", expected, "" + block);
    }

    /// Whether grey blocks were left in the pool since this was asked last.
    boolean takeLeftGrey() {
        boolean was = leftGrey;
        leftGrey = false;
        return was;
    }

    // The stack

    boolean isDone() {
        return top == 0;
    }

    /// Leaves the stack's blocks in the pool.
    ///
    /// @return the one that was on top, or 0
    long leaveStack() {
        long last = top == 0 ? 0 : stack[top - 1] & -Block.GRANULE;
        while (top > 0) {
            long entry = stack[--top];
            long block = entry & -Block.GRANULE;
            leaveGrey(block);
            if (entry != block) {
                keepProgress(block, stack[--top]);
            }
        }
        forget();
        return last;
    }

    /// Forgets the stack.
    void forget() {
        top = 0;
        if (stack.length > FIRST_STACK) {
            stack = new long[FIRST_STACK];
        }
    }

    private void push(long block) {
        if (makeRoom(1)) {
            stack[top++] = block;
        } else {
            leaveGrey(block);
        }
    }

    private void pushRest(long block, long next) {
        if (makeRoom(2)) {
            stack[top++] = next;
            stack[top++] = block | CONTINUED;
        } else {
            leaveGrey(block);
        }
    }

    private boolean makeRoom(int entries) {
        if (top + entries > stack.length) {
            if (stack.length == MOST_STACK) {
                return false;
            }
            stack = Arrays.copyOf(stack, stack.length * 2);
        }
        return true;
    }

    // Scanning

    /// Scans until the stack is empty.
    ///
    /// @return false if the time was up before
    boolean drain(long deadline) {
        while (top > 0) {
            long entry = stack[--top];
            if ((entry & CONTINUED) == 0) {
                scan(entry);
            } else {
                scanWords(entry & -Block.GRANULE, stack[--top]);
            }
            if (untilLook <= 0) {
                untilLook = SCANNED_PER_LOOK;
                if (System.nanoTime() >= deadline) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Puts the grey blocks of a word of an area on the stack.
    void takeGrey(Area area, int index) {
        long word = area.allocated + index * 8L;
        long grey = Memory.getLong(word + GREY);
        if (grey != 0) {
            Memory.putLong(word + GREY, 0);
            for (long bits = grey; bits != 0; bits &= bits - 1) {
                push(area.block(index, Long.numberOfTrailingZeros(bits)));
            }
        }
    }

    /// Scans a block, then the last one that it made grey, and so on: a chain does not go through the stack.
    private void scan(long first) {
        long block = first;
        while (block != 0 && untilLook > 0) {
            untilLook--;
            TypeInfo type = type(Block.typeId(Memory.getLong(base + block)));
            if (type.shape == TypeInfo.FIELDS) {
                block = scanFields(block, type.referenceOffsets);
            } else {
                if (type.shape == TypeInfo.WORDS) {
                    scanWords(block, progress(block));
                } else if (type.kind == Kind.HANDLE) {
                    scanHandle(block);
                }
                block = 0;
            }
        }
        if (block != 0) {
            push(block);
        }
    }

    /// What a handle leads to is in use, unless it is this heap itself.
    private void scanHandle(long block) {
        int length = Block.length(Memory.getLong(base + block));
        if (length < 0 || !pool.region().contains(block + Block.HEADER, length)) {
            throw damaged(block, "a handle, not of length " + length);
        }
        Descriptor handle = Leaves.handleIfWhole(base + block + Block.HEADER, length);
        if (handle != null && handle.offset() != descriptor - base && handle.pool().equals(pool.objectName())) {
            Handles.seen(pool, handle.offset(), handle.incarnation());
        }
    }

    private TypeInfo type(int id) {
        TypeInfo type = lastType;
        if (type == null || type.id != id) {
            type = types.info(id);
            lastType = type;
        }
        return type;
    }

    /// @return a block that is grey and not on the stack, or 0
    private long scanFields(long block, int[] references) {
        long contents = base + block + Block.HEADER;
        long last = 0;
        for (int offset : references) {
            long valueWord = Memory.getLong(contents + offset);
            if (Block.isReference(valueWord) && mark(valueWord)) {
                if (last != 0) {
                    push(last);
                }
                last = valueWord;
            }
        }
        return last;
    }

    private void scanWords(long block, long from) {
        long length = Block.length(Memory.getLong(base + block));
        if (length < 0 || !pool.region().contains(block + Block.HEADER, length * 8)) {
            throw damaged(block, "a block of words, not of length " + length);
        }
        long end = Math.min(length, from + CHUNK);
        untilLook -= (int) (end - from);
        if (end < length) {
            pushRest(block, end);
        }
        long contents = base + block + Block.HEADER;
        for (long i = from; i < end; i++) {
            long valueWord = Memory.getLong(contents + i * 8);
            if (Block.isReference(valueWord) && mark(valueWord)) {
                push(valueWord);
            }
        }
    }

    /// Of one long block the progress is kept, so that it is not begun again in each slice.
    private void keepProgress(long block, long next) {
        if (next >= LONG_BLOCK) {
            Memory.putLong(descriptor + HeapLayout.SCAN_BLOCK, block);
            Memory.putLong(descriptor + HeapLayout.SCAN_INDEX, next);
        }
    }

    private long progress(long block) {
        return Memory.getLong(descriptor + HeapLayout.SCAN_BLOCK) == block ? Memory.getLong(descriptor + HeapLayout.SCAN_INDEX) : 0;
    }
}
