package rockpool.engine.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import rockpool.engine.memory.Memory;

/// The named things of a pool. An entry:
///
/// | offset | size | field | who writes it | access |
/// |---:|---:|---|---|---|
/// | 0 | 8 | word: hash of the name 32, times the entry was used 24, kind 8; kind 0 if free | holder of the lock | release |
/// | 8 | 8 | offset of the thing | holder of the lock | plain |
/// | 16 | 8 | its incarnation | holder of the lock | plain |
/// | 24 | 4 | length of the name | holder of the lock | plain |
/// | 64 | 64 | name | holder of the lock | plain |
///
/// An entry counts if and only if its kind is not 0; that store comes last. A death before it leaves a free entry with something in it, a
/// death after it a complete one; only the lock has to be taken over. Readers take no lock: they read the word again afterwards.
public final class Names {

    static final int WORD = 0;
    static final int OFFSET = WORD + 8;
    static final int INCARNATION = OFFSET + 8;
    static final int LENGTH = INCARNATION + 8;
    static final int NAME = 64;

    public static final int HEAP = 1;
    public static final int MUTEX = 2;
    public static final int REFERENCE = 3;
    public static final int DEFINITION = 4;
    public static final int SEMAPHORE = 5;
    public static final int CONDITION = 6;
    public static final int READ_WRITE_LOCK = 7;
    public static final int BARRIER = 8;
    public static final int LATCH = 9;
    public static final int ARRAY = 10;
    public static final int SHARED_ARRAY = 11;
    public static final int SHARED_MATRIX = 12;
    public static final int SHARED_BUFFER = 13;
    public static final int SHARED_QUEUE = 14;
    public static final int SHARED_HASH_TABLE = 15;
    public static final int CAMLBOX = 16;
    public static final int SHARED_BLOCKING_QUEUE = 17;
    public static final int SHARED_VARIABLE = 18;
    /// The greatest number a kind can have.
    public static final int MOST_KINDS = 255;
    private static final int MOST_TRIES = 4;

    /// A named thing.
    ///
    /// @param kind such as [#HEAP]
    /// @param offset where it lies
    /// @param incarnation which of those that lay there one after the other
    public record Entry(String name, int kind, long offset, long incarnation) {}

    private final MappedPool pool;
    private final long base;
    private final int count;
    private final PoolLock lock;

    Names(MappedPool pool, long base, int count) {
        this.pool = pool;
        this.base = base;
        this.count = count;
        this.lock = new PoolLock(pool, PoolHeader.NAMES_LOCK, () -> { });
    }

    private static long pack(int hash, long uses, int kind) {
        return (long) hash << 32 | (uses & 0xFF_FFFF) << 8 | kind;
    }

    static int kindOf(long word) {
        return (int) word & 0xFF;
    }

    static int hashOf(long word) {
        return (int) (word >>> 32);
    }

    /// What has a name, made if nothing has it: who comes at the same time gets the same.
    ///
    /// @param find finds it
    /// @param create makes it, and throws an [IllegalArgumentException] if the name is taken
    public static <T> T findOrCreate(Supplier<Optional<T>> find, Supplier<T> create) {
        for (int tries = MOST_TRIES;; tries--) {
            Optional<T> there = find.get();
            if (there.isPresent()) {
                return there.get();
            }
            try {
                return create.get();
            } catch (IllegalArgumentException e) {
                // Somebody else may have made it just now; or it is something else that has the name, and will have it next time.
                if (tries == 0) {
                    throw e;
                }
            }
        }
    }

    private long slot(int index) {
        return base + (long) index * PoolLayout.NAME_BYTES;
    }

    /// How many there can be.
    public int count() {
        return count;
    }

    /// Names a thing, unless something has the name already.
    ///
    /// @return false if so
    /// @throws OutOfPoolMemoryException if the table is full
    public boolean put(String name, int kind, long offset, long incarnation) {
        Identifiers.require("name", name);
        if (kind < 1 || kind > MOST_KINDS) {
            throw new IllegalArgumentException("kind=" + kind + ": allowed are 1 to " + MOST_KINDS);
        }
        return lock.locked(() -> indexOf(name) < 0 && write(freeIndex(), name, kind, offset, incarnation));
    }

    private boolean write(int index, String name, int kind, long offset, long incarnation) {
        long slot = slot(index);
        long uses = (Memory.getLongAcquire(slot + WORD) >>> 8) + 1;
        Memory.putLong(slot + OFFSET, offset);
        Memory.putLong(slot + INCARNATION, incarnation);
        Memory.putInt(slot + LENGTH, Texts.write(name, slot + NAME, Identifiers.MOST_BYTES));
        PoolPoints.NAME_WRITTEN.reach();
        Memory.putLongVolatile(slot + WORD, pack(name.hashCode(), uses, kind));
        return true;
    }

    private int freeIndex() {
        for (int i = 0; i < count; i++) {
            if (kindOf(Memory.getLongAcquire(slot(i) + WORD)) == 0) {
                return i;
            }
        }
        throw new OutOfPoolMemoryException(pool.name() + ", names", PoolLayout.NAME_BYTES, 0, 0, (long) count * PoolLayout.NAME_BYTES,
                OutOfPoolMemoryException.Why.POOL_FULL);
    }

    private int indexOf(String name) {
        int hash = name.hashCode();
        for (int i = 0; i < count; i++) {
            long word = Memory.getLongAcquire(slot(i) + WORD);
            if (kindOf(word) != 0 && hashOf(word) == hash) {
                Entry entry = read(i);
                if (entry != null && entry.name().equals(name)) {
                    return i;
                }
            }
        }
        return -1;
    }

    /// @return null if the entry is free
    private Entry read(int index) {
        long slot = slot(index);
        while (true) {
            long word = Memory.getLongAcquire(slot + WORD);
            if (kindOf(word) == 0) {
                return null;
            }
            Entry entry = new Entry(Texts.read(slot + NAME, Memory.getInt(slot + LENGTH), Identifiers.MOST_BYTES), kindOf(word),
                    Memory.getLong(slot + OFFSET), Memory.getLong(slot + INCARNATION));
            java.lang.invoke.VarHandle.acquireFence();
            if (Memory.getLongOpaque(slot + WORD) == word) {
                return entry;
            }
        }
    }

    /// The thing of a name.
    public Optional<Entry> find(String name) {
        int index = indexOf(name);
        Entry entry = index < 0 ? null : read(index);
        return Optional.ofNullable(entry).filter(found -> found.name().equals(name));
    }

    /// Takes a name away from a thing, if it is still the one that has it.
    ///
    /// @return false if not
    public boolean remove(String name, long offset, long incarnation) {
        return lock.locked(() -> {
            int index = indexOf(name);
            Entry entry = index < 0 ? null : read(index);
            if (entry == null || entry.offset() != offset || entry.incarnation() != incarnation) {
                return false;
            }
            long word = Memory.getLongAcquire(slot(index) + WORD);
            Memory.putLongVolatile(slot(index) + WORD, pack(0, word >>> 8, 0));
            return true;
        });
    }

    /// The name that a thing has.
    public Optional<String> nameOf(int kind, long offset, long incarnation) {
        return list().stream().filter(entry -> entry.kind() == kind && entry.offset() == offset && entry.incarnation() == incarnation)
                .map(Entry::name).findFirst();
    }

    public List<Entry> list() {
        List<Entry> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Entry entry = read(i);
            if (entry != null) {
                all.add(entry);
            }
        }
        return all;
    }
}
