package rockpool.engine.memory;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// Which parts of the reserved range regions lie on.
///
/// An operation may still be under way on a region that is being detached, and would then store to whatever lies there next. So a range is
/// used again only when none is left that was never used, and nothing in this process refers to its region any more.
final class Ranges {

    private final long alignment;
    private final long end;
    /// First position to the position behind the last.
    private final TreeMap<Long, Long> taken = new TreeMap<>();
    private final ReferenceQueue<Object> unreachable = new ReferenceQueue<>();
    private final Map<Object, Long> detached = new HashMap<>();
    private long fresh;

    /// @param end the length of the reserved range
    Ranges(long alignment, long end) {
        this.alignment = alignment;
        this.end = end;
        // Position 0 stays free: an offset of 0 in a pool at position 0 would be the number 0.
        this.fresh = alignment;
    }

    private long roundUp(long length) {
        return (length + alignment - 1) & -alignment;
    }

    /// Takes a range.
    ///
    /// @param preferred where it begins, if that was never used; -1 for anywhere
    synchronized long take(long length, long preferred) {
        long rounded = roundUp(length);
        long position = preferred >= fresh && preferred % alignment == 0 && preferred <= end - rounded ? preferred : unused(rounded);
        taken.put(position, position + rounded);
        fresh = Math.max(fresh, position + rounded);
        return position;
    }

    private long unused(long length) {
        if (fresh <= end - length) {
            return fresh;
        }
        long gap = gap(length);
        if (gap < 0) {
            System.gc();
            gap = gap(length);
        }
        if (gap < 0) {
            throw new IllegalStateException("length=" + length + ": no room left in the " + end + " reserved addresses of this process");
        }
        return gap;
    }

    private long gap(long length) {
        for (Object reference = unreachable.poll(); reference != null; reference = unreachable.poll()) {
            taken.remove(detached.remove(reference));
        }
        long from = alignment;
        for (var range : taken.entrySet()) {
            if (range.getKey() - from >= length) {
                return from;
            }
            from = range.getValue();
        }
        return from <= end - length ? from : -1;
    }

    /// Says that a region is no longer mapped.
    ///
    /// @param owner what everybody refers to who could still use the range
    synchronized void give(long position, Object owner) {
        detached.put(new PhantomReference<>(owner, unreachable), position);
    }
}
