package rockpool.engine.heap;

import rockpool.engine.memory.Memory;
import rockpool.engine.memory.Scratch;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Handles;
import rockpool.engine.pool.MappedPool;

/// Makes messages: values as runs of blocks that lie in no heap. For one thread.
///
/// A message is made in memory of this process, and is copied to its place as a whole once its length is known. References in it count from
/// [#ORIGIN] bytes before its first one, so it means the same wherever it lies.
public final class MessageWriter implements Destination {

    // So what is too long is known before anything shared is touched, a value that cannot be shared is refused before a place for it is
    // taken, and the place is half written for no longer than a copy of bytes takes.

    /// The offset of a message's first byte: a multiple of 16 that is not 0.
    public static final int ORIGIN = Block.GRANULE;

    private static final long FIRST_ROOM = 1 << 20;
    private static final long MOST_ROOM = 1L << 30;

    /// There is no more room; a larger one is taken.
    private static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1;
        static final Full INSTANCE = new Full();

        private Full() {
            super(null, null, false, false);
        }
    }

    private final Types types;
    private final Scratch room = new Scratch(FIRST_ROOM);
    private final LatinText texts = new LatinText();
    private Scratch current = room;
    private long base = room.position() - ORIGIN;
    private long end = FIRST_ROOM + ORIGIN;
    private long next = ORIGIN;

    public MessageWriter(MappedPool pool) {
        this.types = Types.of(pool);
    }

    /// Makes a message of a value.
    ///
    /// @return the word that stands for it; [#bytes()] says how long the message is
    /// @throws NotShareableException if a part of it cannot live in shared memory
    public long write(Object value) {
        if (current != room) {
            use(room);
        }
        while (true) {
            next = ORIGIN;
            try {
                return CopyIn.copy(this, value);
            } catch (Full e) {
                if (current.length() >= MOST_ROOM) {
                    throw new IllegalArgumentException("message=a value of more than " + MOST_ROOM + " bytes", e);
                }
                use(new Scratch(current.length() << 5));
            }
        }
    }

    private void use(Scratch other) {
        current = other;
        base = other.position() - ORIGIN;
        end = other.length() + ORIGIN;
    }

    /// The length of the message that was made last, a multiple of 16.
    public long bytes() {
        return next - ORIGIN;
    }

    /// Copies the message to its place.
    public void copyTo(long position) {
        Memory.copy(base + ORIGIN, position, bytes());
    }

    @Override
    public Types types() {
        return types;
    }

    @Override
    public long base() {
        return base;
    }

    @Override
    public LatinText texts() {
        return texts;
    }

    /// No collector meets it in a message.
    @Override
    public void refersTo(Descriptor thing) {
        Handles.keepForGood(thing);
    }

    @Override
    public long allocate(TypeInfo type, int length, long contentBytes) {
        long block = next;
        long behind = block + Block.HEADER + (contentBytes + Block.GRANULE - 1 & -Block.GRANULE);
        if (behind > end) {
            throw Full.INSTANCE;
        }
        next = behind;
        long position = base + block;
        // What rounding leaves unused is to be zeros.
        Memory.putLong(base + behind - 2 * Long.BYTES, 0);
        Memory.putLong(base + behind - Long.BYTES, 0);
        Memory.putLong(position, Block.header(type.id, 0, length));
        Memory.putLong(position + Block.SERIAL, 0);
        return block;
    }
}
