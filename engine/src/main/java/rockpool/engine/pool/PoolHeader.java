package rockpool.engine.pool;

import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import rockpool.engine.memory.Memory;
import rockpool.engine.posix.ProcessIdentity;

/// The first 4 KiB of a pool.
///
/// | offset | size | field | who writes it | access |
/// |---:|---:|---|---|---|
/// | 0 | 8 | magic | the creator, last | volatile |
/// | 8 | 4 | version | the creator | plain |
/// | 12 | 4 | bytes of a unit | the creator | plain |
/// | 16 | 8 | boot | the creator | plain |
/// | 24 | 8 | namespace of process ids | the creator | plain |
/// | 32 | 8 | creator: its process, as in a participant's word | the creator | plain |
/// | 40 | 8 | made at, milliseconds since 1970 | the creator | plain |
/// | 48 | 4 | participants | the creator | plain |
/// | 52 | 4 | actors | the creator | plain |
/// | 56 | 4 | names | the creator | plain |
/// | 60 | 4 | events | the creator | plain |
/// | 64 | 4 | units | the creator | plain |
/// | 68 | 4 | length of the name | the creator | plain |
/// | 72 | 8 | position it was first mapped at | the creator | plain |
/// | 80 | 64 | name | the creator | plain |
/// | 144 | 4 | kind of the object: 1 pool, 2 camlbox, 3 joins | the creator | plain |
/// | 152 | 8 | CRC-32C of the bytes 8 to 151 | the creator | plain |
/// | 512 | 64 | lock of the names | [PoolLock] | atomic |
/// | 576 | 64 | lock of the types | [PoolLock] | atomic |
/// | 640 | 8 | units ever used: no unit from here on was ever claimed | any claimer, upwards | compare-and-set |
/// | 704 | 8 | releases of units | any releaser | add |
/// | 768 | 8 | next event's sequence | any publisher, upwards | compare-and-set |
/// | 832 | 8 | offset of the first chunk of types | holder of the lock of types | release |
/// | 840 | 8 | types: count and end, see [TypeTable] | holder of the lock of types | release |
/// | 896 | 8 | last incarnation given out | anybody | add |
/// | 960 | 8 | dead processes cleaned up after | the recoverer | add |
/// | 1024 | 8 | lock of who reclaims, see [Reclaimer] | anybody | compare-and-set |
/// | 1032 | 8 | epoch of objects without users, see [Reclaimer] | holder of that lock | volatile |
/// | 1040 | 8 | how often the pool was found full | anybody | add |
/// | 2048 | 64 | lock of the primitive arrays, a lock slot; the layers above have the rest of the page | who makes or takes apart an array | atomic |
///
/// It is valid if and only if the magic number is there. A creator that dies before leaves an object without it that nobody has locked:
/// `Pool.clean()` removes it, as does who creates a pool of that name. Everything up to 159 never changes afterwards; the checksum finds
/// damage in it.
record PoolHeader(ObjectKind kind, long boot, long namespace, long creator, long madeAt, PoolLayout layout, long preferredPosition, String name) {

    static final long MAGIC_NUMBER = 0x4C4F4F504B434F52L; // "ROCKPOOL"
    static final int VERSION_NUMBER = 1;

    static final int MAGIC = 0;
    static final int VERSION = MAGIC + 8;
    static final int UNIT_SIZE = VERSION + 4;
    static final int BOOT = UNIT_SIZE + 4;
    static final int NAMESPACE = BOOT + 8;
    static final int CREATOR = NAMESPACE + 8;
    static final int MADE_AT = CREATOR + 8;
    static final int PARTICIPANTS = MADE_AT + 8;
    static final int ACTORS = PARTICIPANTS + 4;
    static final int NAMES = ACTORS + 4;
    static final int EVENTS = NAMES + 4;
    static final int UNITS = EVENTS + 4;
    static final int NAME_LENGTH = UNITS + 4;
    static final int PREFERRED_POSITION = NAME_LENGTH + 4;
    static final int NAME = PREFERRED_POSITION + 8;
    static final int KIND = NAME + Identifiers.MOST_BYTES + 1;
    static final int CHECKSUM = KIND + 8;
    static final int FIXED_BYTES = CHECKSUM + 8;

    static final int NAMES_LOCK = 512;
    static final int TYPES_LOCK = NAMES_LOCK + 64;
    static final int UNITS_USED = TYPES_LOCK + 64;
    static final int RELEASES = UNITS_USED + 64;
    static final int NEXT_EVENT = RELEASES + 64;
    static final int FIRST_TYPES = NEXT_EVENT + 64;
    static final int TYPES = FIRST_TYPES + 8;
    static final int INCARNATIONS = FIRST_TYPES + 64;
    static final int RECOVERIES = INCARNATIONS + 64;
    static final int RECLAIM_LOCK = RECOVERIES + 64;
    static final int RECLAIM_EPOCH = RECLAIM_LOCK + 8;
    static final int SHORTAGES = RECLAIM_EPOCH + 8;

    /// Writes everything but the magic number.
    void write(long position) {
        byte[] fixed = new byte[FIXED_BYTES];
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer.wrap(fixed).order(ByteOrder.nativeOrder())
                .putInt(VERSION, VERSION_NUMBER).putInt(UNIT_SIZE, PoolLayout.UNIT_BYTES)
                .putLong(BOOT, boot).putLong(NAMESPACE, namespace).putLong(CREATOR, creator).putLong(MADE_AT, madeAt)
                .putInt(PARTICIPANTS, layout.participants()).putInt(ACTORS, layout.actors()).putInt(NAMES, layout.names())
                .putInt(EVENTS, layout.events()).putInt(UNITS, layout.units()).putInt(NAME_LENGTH, nameBytes.length)
                .putLong(PREFERRED_POSITION, preferredPosition).put(NAME, nameBytes).putInt(KIND, kind.number())
                .putLong(CHECKSUM, checksum(fixed, nameBytes));
        Memory.copyIn(fixed, VERSION, ValueLayout.JAVA_BYTE, position + VERSION, FIXED_BYTES - VERSION);
        Memory.putLong(position + NEXT_EVENT, 1);
    }

    private static long checksum(byte[] fixed, byte[] nameBytes) {
        System.arraycopy(nameBytes, 0, fixed, NAME, nameBytes.length);
        return checksum(fixed);
    }

    private static long checksum(byte[] fixed) {
        CRC32C sum = new CRC32C();
        sum.update(fixed, VERSION, CHECKSUM - VERSION);
        return sum.getValue();
    }

    /// Makes what was written visible to others as a pool.
    static void publish(long position) {
        Memory.putLongVolatile(position + MAGIC, MAGIC_NUMBER);
    }

    /// Whether the bytes from a pool's start have a magic number at all; none means that its creator has not finished.
    static boolean published(byte[] start, int length) {
        return length >= FIXED_BYTES && ByteBuffer.wrap(start).order(ByteOrder.nativeOrder()).getLong(MAGIC) != 0;
    }

    /// Reads the bytes from a pool's start, which are published.
    ///
    /// @throws PoolDamagedException if they are not what a creator wrote
    static PoolHeader read(String objectName, byte[] start) {
        ByteBuffer bytes = ByteBuffer.wrap(start).order(ByteOrder.nativeOrder());
        require(objectName, "magic", MAGIC, MAGIC_NUMBER, bytes.getLong(MAGIC));
        require(objectName, "version", VERSION, VERSION_NUMBER, bytes.getInt(VERSION));
        require(objectName, "checksum", CHECKSUM, checksum(start), bytes.getLong(CHECKSUM));
        ObjectKind kind = ObjectKind.ofObject(objectName);
        require(objectName, "kind", KIND, kind.number(), bytes.getInt(KIND));
        require(objectName, "unit size", UNIT_SIZE, PoolLayout.UNIT_BYTES, bytes.getInt(UNIT_SIZE));
        PoolOptions options = options(objectName, bytes);
        String name = new String(start, NAME, bytes.getInt(NAME_LENGTH), StandardCharsets.UTF_8);
        return new PoolHeader(kind, bytes.getLong(BOOT), bytes.getLong(NAMESPACE), bytes.getLong(CREATOR),
                bytes.getLong(MADE_AT), PoolLayout.of(options), bytes.getLong(PREFERRED_POSITION), name);
    }

    private static PoolOptions options(String objectName, ByteBuffer bytes) {
        try {
            return new PoolOptions((long) bytes.getInt(UNITS) << PoolLayout.UNIT_SHIFT, bytes.getInt(PARTICIPANTS),
                    bytes.getInt(ACTORS), bytes.getInt(NAMES), bytes.getInt(EVENTS));
        } catch (IllegalArgumentException e) {
            throw new PoolDamagedException(objectName + ", header, sizes at offset " + PARTICIPANTS, "allowed sizes", e.getMessage());
        }
    }

    private static void require(String objectName, String field, int offset, long expected, long found) {
        if (found != expected) {
            throw new PoolDamagedException(objectName + ", header, " + field + " at offset " + offset, hex(expected), hex(found));
        }
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    ProcessIdentity creatorIdentity() {
        return Participants.identityOf(creator);
    }
}
