package rockpool.engine.heap;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/// The classes of this process that have one source name and structure, the one that came last first.
///
/// There are several when a snippet was evaluated again, or when a worker runs one task after another, each in a loader of its own.
final class Candidates {

    private volatile List<WeakReference<NamedShape>> shapes = List.of();

    synchronized void add(NamedShape shape) {
        var kept = new ArrayList<WeakReference<NamedShape>>();
        kept.add(new WeakReference<>(shape));
        for (var old : shapes) {
            var known = old.get();
            if (known != null && known != shape) {
                kept.add(old);
            }
        }
        shapes = List.copyOf(kept);
    }

    /// The class to make instances of, or null if there is none: the last one of the loader that is asked for, else the last.
    ///
    /// @param loader null for the calling thread's context class loader
    NamedShape choose(ClassLoader loader) {
        var now = shapes;
        if (now.size() == 1) {
            return now.getFirst().get();
        }
        return now.isEmpty() ? null : search(now, loader != null ? loader : Thread.currentThread().getContextClassLoader());
    }

    private static NamedShape search(List<WeakReference<NamedShape>> shapes, ClassLoader loader) {
        NamedShape last = null;
        for (var reference : shapes) {
            var shape = reference.get();
            if (shape != null && shape.type.getClassLoader() == loader) {
                return shape;
            }
            last = last == null ? shape : last;
        }
        return last;
    }
}
