package rockpool.shell.lab;

import rockpool.engine.heap.HeapImage;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.Names;

/// What heaps are called: by their own name, by that of the reference they belong to, or by where they lie.
final class HeapNames {

    private HeapNames() { }

    static String of(MappedPool pool, HeapImage heap) {
        return heap.name().isEmpty() ? of(pool, heap.offset()) : heap.name();
    }

    static String of(MappedPool pool, long offset) {
        return pool.names().list().stream().filter(entry -> entry.offset() == offset)
                .map(Names.Entry::name).findFirst().orElse("@" + Long.toHexString(offset));
    }
}
