package rockpool.engine.pool;

import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import rockpool.engine.memory.Memory;

/// The descriptors of types: records of bytes that are only ever added, numbered from 1.
///
/// They lie in chunks, each a run of TYPES units. A chunk begins with
///
/// | offset | size | field | who writes it | access |
/// |---:|---:|---|---|---|
/// | 0 | 8 | offset of the next chunk, 0 if none | holder of the lock | release |
/// | 8 | 8 | length of this chunk | holder of the lock | plain |
///
/// and goes on with records, each at a multiple of 8: length (4; 0 means that the next record lies in the next chunk), number (4), bytes.
/// The header's word `types` counts them (24 bits from 40) and says where the last one ends (an eighth of the offset, 40 bits); its release
/// store adds a record. A death before it leaves bytes behind the end that the next addition overwrites, or a chunk that no other names:
/// who takes the lock over gives that back.
public final class TypeTable {

    /// The greatest number a type can have.
    public static final int MOST_TYPES = (1 << 24) - 1;
    /// The longest descriptor.
    public static final int MOST_BYTES = 1 << 24;

    static final int CHUNK_NEXT = 0;
    static final int CHUNK_LENGTH = CHUNK_NEXT + 8;
    static final int CHUNK_RECORDS = CHUNK_LENGTH + 8;
    static final int RECORD_LENGTH = 0;
    static final int RECORD_NUMBER = RECORD_LENGTH + 4;
    static final int RECORD_BYTES = RECORD_NUMBER + 4;

    private static final int COUNT_SHIFT = 40;
    private static final long END_MASK = (1L << COUNT_SHIFT) - 1;

    private final MappedPool pool;
    private final PoolLock lock;

    // What this process has read so far, guarded by this object.
    private long[] offsets = new long[64];
    private int known;
    private long chunk;
    private long nextRecord;
    private final Map<Content, Integer> numbers = new HashMap<>();

    TypeTable(MappedPool pool) {
        this.pool = pool;
        this.lock = new PoolLock(pool, PoolHeader.TYPES_LOCK, this::giveBackUnnamedChunks);
    }

    private record Content(byte[] bytes) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Content content && Arrays.equals(bytes, content.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    private static long recordBytes(int length) {
        return RECORD_BYTES + length + 7L & -8L;
    }

    private long published() {
        return Memory.getLongAcquire(pool.position() + PoolHeader.TYPES);
    }

    private long firstChunk() {
        return Memory.getLongAcquire(pool.position() + PoolHeader.FIRST_TYPES);
    }

    /// How many there are.
    public int count() {
        return (int) (published() >>> COUNT_SHIFT);
    }

    /// The descriptor of a number.
    ///
    /// @throws IllegalArgumentException if there is none
    public byte[] get(int id) {
        long offset = offsetOf(id);
        int length = Memory.getInt(pool.position() + offset + RECORD_LENGTH);
        require(length > 0 && length <= MOST_BYTES && pool.region().contains(offset, recordBytes(length)), "length of the record", offset,
                "as it was", length);
        byte[] bytes = new byte[length];
        Memory.copyOut(pool.position() + offset + RECORD_BYTES, ValueLayout.JAVA_BYTE, bytes, 0, bytes.length);
        return bytes;
    }

    private synchronized long offsetOf(int id) {
        if (id > known) {
            readOn();
        }
        if (id < 1 || id > known) {
            throw new IllegalArgumentException("type=" + id + ": allowed are 1 to " + known);
        }
        return offsets[id - 1];
    }

    /// The number of a descriptor, which is added if it is not there yet.
    ///
    /// @throws OutOfPoolMemoryException if the pool has no room for it
    public int add(byte[] descriptor) {
        if (descriptor.length == 0 || descriptor.length > MOST_BYTES) {
            throw new IllegalArgumentException("descriptor of " + descriptor.length + " bytes: allowed are 1 to " + MOST_BYTES);
        }
        Integer number = numberOf(descriptor);
        return number != null ? number : Reclaimer.of(pool.writable()).making(() -> lock.locked(() -> {
            Integer meanwhile = numberOf(descriptor);
            return meanwhile != null ? meanwhile : append(descriptor);
        }));
    }

    private synchronized Integer numberOf(byte[] descriptor) {
        readOn();
        return numbers.get(new Content(descriptor));
    }

    private synchronized int append(byte[] descriptor) {
        int number = known + 1;
        if (number > MOST_TYPES) {
            throw new OutOfPoolMemoryException(pool.name() + ", types", 1, 0, 0, MOST_TYPES, OutOfPoolMemoryException.Why.POOL_FULL);
        }
        long offset = place(recordBytes(descriptor.length));
        long position = pool.position() + offset;
        Memory.putInt(position + RECORD_LENGTH, descriptor.length);
        Memory.putInt(position + RECORD_NUMBER, number);
        Memory.copyIn(descriptor, 0, ValueLayout.JAVA_BYTE, position + RECORD_BYTES, descriptor.length);
        PoolPoints.TYPE_WRITTEN.reach();
        long end = offset + recordBytes(descriptor.length);
        Memory.putLongVolatile(pool.position() + PoolHeader.TYPES, (long) number << COUNT_SHIFT | end >> 3);
        readOn();
        return number;
    }

    /// Where a record of so many bytes goes: behind the last one, or into a new chunk.
    private long place(long bytes) {
        if (chunk == 0 && firstChunk() != 0) {
            enter(firstChunk());
        }
        while (chunk != 0) {
            long end = chunk + chunkLength(chunk);
            if (nextRecord + bytes <= end) {
                return nextRecord;
            }
            if (nextRecord < end) {
                Memory.putInt(pool.position() + nextRecord + RECORD_LENGTH, 0);
            }
            long next = Memory.getLongAcquire(pool.position() + chunk + CHUNK_NEXT);
            if (next == 0) {
                break;
            }
            enter(next);
        }
        long added = newChunk(bytes + CHUNK_RECORDS);
        Memory.putLongVolatile(pool.position() + (chunk == 0 ? PoolHeader.FIRST_TYPES : chunk + CHUNK_NEXT), added);
        enter(added);
        return nextRecord;
    }

    private void enter(long offset) {
        chunk = offset;
        nextRecord = offset + CHUNK_RECORDS;
    }

    private long newChunk(long bytes) {
        int units = PoolLayout.unitsFor(bytes);
        long offset = pool.units().offset(pool.units().claim(units, UnitClass.TYPES, 0));
        Memory.putLong(pool.position() + offset + CHUNK_NEXT, 0);
        Memory.putLong(pool.position() + offset + CHUNK_LENGTH, (long) units << PoolLayout.UNIT_SHIFT);
        return offset;
    }

    private long chunkLength(long offset) {
        checkChunk(offset);
        long length = Memory.getLong(pool.position() + offset + CHUNK_LENGTH);
        require(length >= PoolLayout.UNIT_BYTES && length % PoolLayout.UNIT_BYTES == 0 && pool.region().contains(offset, length),
                "length of the chunk", offset, "whole units", length);
        return length;
    }

    private void checkChunk(long offset) {
        int unit = pool.units().unitAt(offset);
        require(unit >= 0 && pool.units().offset(unit) == offset && UnitClass.TYPES == Units.classOf(pool.units().word(unit)),
                "chunk", offset, "a unit of types", offset);
        pool.checkOffset(offset, PoolLayout.UNIT_BYTES);
    }

    private void require(boolean so, String what, long offset, String expected, long found) {
        if (!so) {
            throw new PoolDamagedException("pool=" + pool.name() + ", types, " + what + " at offset " + offset, expected, found);
        }
    }

    /// Learns the records that have been published since.
    private void readOn() {
        long published = published();
        int count = (int) (published >>> COUNT_SHIFT);
        long end = (published & END_MASK) << 3;
        while (known < count) {
            if (chunk == 0) {
                enter(firstChunk());
            }
            readRecord(end, known + 1 == count);
        }
    }

    private void readRecord(long end, boolean last) {
        long chunkEnd = chunk + chunkLength(chunk);
        int hops = 0;
        while (nextRecord >= chunkEnd || Memory.getInt(pool.position() + nextRecord + RECORD_LENGTH) == 0) {
            long from = chunk;
            long next = Memory.getLongAcquire(pool.position() + chunk + CHUNK_NEXT);
            require(next != 0 && hops++ < pool.units().count(), "next chunk", from, "a chunk with a record", next);
            enter(next);
            chunkEnd = chunk + chunkLength(chunk);
        }
        long offset = nextRecord;
        int length = Memory.getInt(pool.position() + offset + RECORD_LENGTH);
        int number = Memory.getInt(pool.position() + offset + RECORD_NUMBER);
        require(length > 0 && offset + recordBytes(length) <= chunkEnd, "length of the record", offset, "within its chunk", length);
        require(number == known + 1, "number of the record", offset, String.valueOf(known + 1), number);
        require(!last || offset + recordBytes(length) == end, "end of the last record", offset, String.valueOf(end), offset + recordBytes(length));
        remember(offset, length);
        nextRecord = offset + recordBytes(length);
    }

    private void remember(long offset, int length) {
        if (known == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * known);
        }
        offsets[known++] = offset;
        byte[] bytes = new byte[length];
        Memory.copyOut(pool.position() + offset + RECORD_BYTES, ValueLayout.JAVA_BYTE, bytes, 0, length);
        numbers.putIfAbsent(new Content(bytes), known);
    }

    /// A locker that died may have claimed a chunk and not named it anywhere.
    private void giveBackUnnamedChunks() {
        Set<Integer> named = chunkUnits();
        for (int unit = 0; unit < pool.units().highest(); unit++) {
            if (Units.classOf(pool.units().word(unit)) == UnitClass.TYPES && !named.contains(unit)) {
                pool.units().release(unit, pool.units().runLength(unit));
            }
        }
    }

    /// The first units of all chunks.
    Set<Integer> chunkUnits() {
        Set<Integer> units = new HashSet<>();
        long end = (published() & END_MASK) << 3;
        boolean endIsNamed = end == 0;
        for (long at = firstChunk(); at != 0; at = Memory.getLongAcquire(pool.position() + at + CHUNK_NEXT)) {
            endIsNamed |= end > at && end <= at + chunkLength(at);
            require(units.add(pool.units().unitAt(at)), "next chunk", at, "a chunk not met before", at);
        }
        require(endIsNamed, "end", end, "within a chunk", end);
        return units;
    }
}
