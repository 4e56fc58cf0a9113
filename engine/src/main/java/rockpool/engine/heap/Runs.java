package rockpool.engine.heap;

import rockpool.engine.memory.Memory;

/// The numbers of a heap's collections, to say in messages which of them has taken a value.
final class Runs {

    private Runs() {}

    /// The first collection that can take a value that is reachable now.
    ///
    /// @param descriptor the position of the heap's descriptor
    static long next(long descriptor) {
        boolean idle = Memory.getLong(descriptor + HeapLayout.PHASE) == HeapLayout.IDLE;
        return Memory.getLong(descriptor + HeapLayout.CYCLE) + (idle ? 1 : 0);
    }

    /// Which collections there were since then.
    static String since(long descriptor, long first) {
        long last = Memory.getLong(descriptor + HeapLayout.CYCLE);
        String reason = Collector.reason((int) Memory.getLong(descriptor + HeapLayout.RUN_REASON));
        return first < last ? "one of the collections " + first + " to " + last + " (" + reason + ")" : "collection " + last + " (" + reason + ")";
    }
}
