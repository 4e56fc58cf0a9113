package rockpool.engine.data;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import rockpool.engine.heap.Source;
import rockpool.engine.heap.Structure;

/// A way through all keys of a hash table while others change it. Used by one thread.
///
/// It goes through the hashes, not through the buckets: modulo the greatest power of two up to the number of buckets there were when it
/// began. A step reads those of one remainder, or of a few, wherever they lie by then, as they are at one moment. A key has one hash, so
/// none is met twice, and one that is there all the time is met, however often its bucket was split. When the table has grown so much that
/// a remainder has many buckets, it is divided by two; when the table has been cleared or has shrunk, the remainders that are left are soon
/// gone through: several of them have one bucket.
final class TableWalk<E> {

    /// What is read of a key.
    interface Reader<E> {

        /// @param key its word
        /// @param held what its slot has
        E read(Source source, long key, long held);
    }

    private static final int ENOUGH = 16;
    private static final int MOST_REMAINDERS = 256;
    private static final int MOST_BUCKETS = 2;

    /// All hashes that leave a rest.
    private record Remainder(long rest, long modulus) {}

    private final Structure structure;
    private final Reader<E> reader;
    private final long modulus;
    private final Deque<Remainder> divided = new ArrayDeque<>();
    private long next;
    private long end;

    private TableWalk(Structure structure, Reader<E> reader, long modulus, long next, long end) {
        this.structure = structure;
        this.reader = reader;
        this.modulus = modulus;
        this.next = next;
        this.end = end;
    }

    static <E> TableWalk<E> of(Structure structure, Reader<E> reader) {
        long modulus = Long.highestOneBit(structure.<Long>read((source, root) -> TableBlocks.count(source, root)));
        return new TableWalk<>(structure, reader, modulus, 0, modulus);
    }

    /// Gives about half of what is left away.
    ///
    /// @return a walk through it, or null if there is too little left
    TableWalk<E> split() {
        long middle = next + end >>> 1;
        if (middle <= next) {
            return null;
        }
        var rest = new TableWalk<>(structure, reader, modulus, middle, end);
        end = middle;
        return rest;
    }

    /// The share of the hashes that is left.
    double left() {
        return (end - next) / (double) modulus;
    }

    /// What is read in one step, which may be nothing.
    ///
    /// @return null at the end
    List<E> step() {
        if (!divided.isEmpty()) {
            return step(divided.pop());
        }
        return next < end ? steps() : null;
    }

    private List<E> step(Remainder remainder) {
        List<E> found = structure.read((source, root) -> {
            long buckets = TableBlocks.count(source, root);
            return isWide(buckets, remainder.modulus) ? null : collect(source, root, remainder.rest, remainder.modulus, new ArrayList<>());
        });
        if (found == null) {
            divide(remainder);
        }
        return found == null ? List.of() : found;
    }

    private static boolean isWide(long buckets, long modulus) {
        return buckets / modulus > MOST_BUCKETS;
    }

    private void divide(Remainder remainder) {
        divided.push(new Remainder(remainder.rest, remainder.modulus * 2));
        divided.push(new Remainder(remainder.rest + remainder.modulus, remainder.modulus * 2));
    }

    private record Steps<E>(List<E> found, long next) {}

    /// Several remainders, since one has but few keys.
    private List<E> steps() {
        Steps<E> steps = structure.read((source, root) -> {
            long buckets = TableBlocks.count(source, root);
            List<E> found = new ArrayList<>();
            long rest = next;
            while (rest < end && found.size() < ENOUGH && rest - next < MOST_REMAINDERS && !isWide(buckets, modulus)) {
                collect(source, root, rest++, modulus, found);
            }
            return new Steps<>(found, rest);
        });
        if (steps.next == next) {
            divide(new Remainder(next++, modulus));
        } else {
            next = steps.next;
        }
        return steps.found;
    }

    private List<E> collect(Source source, long root, long rest, long modulus, List<E> found) {
        long buckets = TableBlocks.count(source, root);
        if (modulus > Long.highestOneBit(buckets)) {
            collectBucket(source, TableBlocks.bucket(source, root, TableBlocks.number(rest, buckets)), rest, modulus, found);
            return found;
        }
        for (long number = rest; number < buckets; number += modulus) {
            collectBucket(source, TableBlocks.bucket(source, root, number), rest, modulus, found);
        }
        return found;
    }

    private void collectBucket(Source source, long bucket, long rest, long modulus, List<E> found) {
        int slots = TableBlocks.slots(source, bucket);
        for (int i = 0; i < slots; i++) {
            if (TableBlocks.isUsed(source, bucket, i) && (TableBlocks.hash(source, bucket, i) & modulus - 1) == rest) {
                found.add(reader.read(source, TableBlocks.key(source, bucket, i), TableBlocks.held(source, bucket, i)));
            }
        }
    }
}
