package rockpool.engine.heap;

import java.util.function.BiConsumer;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Descriptor;

/// Finds the handles in a value, straight from a pool's memory and without any class of the program, each with the way that leads to it
/// from the value: `.guard`, `.limits.guard`, `[3]`.
///
/// It takes no lock. What lies deeper than a few steps, or behind the first elements of something long, is left out.
final class HandlePaths {

    private static final int DEEPEST = 4;
    private static final int MOST_ELEMENTS = 64;

    private final Source source;
    private final BiConsumer<String, Descriptor> found;

    HandlePaths(Source source, BiConsumer<String, Descriptor> found) {
        this.source = source;
        this.found = found;
    }

    /// @throws rockpool.engine.pool.PoolDamagedException if the value leads outside the pool
    void visit(String path, long word) {
        visit(path, word, 0);
    }

    private void visit(String path, long word, int depth) {
        if (!Words.isReference(word) || depth > DEEPEST) {
            return;
        }
        source.check(word, Block.HEADER);
        long header = Memory.getLong(source.base() + word);
        TypeInfo info = source.types().info(Block.typeId(header));
        int length = Block.length(header);
        source.check(word, Block.HEADER + info.contentBytes(length));
        long contents = source.base() + word + Block.HEADER;
        switch (info.kind) {
            case Kind.HANDLE -> visitHandle(path, Leaves.handleIfWhole(contents, length));
            case Kind.RECORD -> visitRecord(path, info, contents, depth);
            case Kind.ARRAY, Kind.LIST -> visitElements(path, contents, length, depth);
            case Kind.OPTIONAL -> visit(path, length == 0 ? Words.NULL : source.longAt(contents), depth + 1);
            default -> { }
        }
    }

    private void visitHandle(String path, Descriptor handle) {
        if (handle != null) {
            found.accept(path, handle);
        }
    }

    private void visitRecord(String path, TypeInfo info, long contents, int depth) {
        for (int i = 0; i < info.codes.length; i++) {
            if (info.codes[i] == 'L') {
                visit(path + "." + info.descriptor.parts().get(i).name(), source.longAt(contents + info.offsets[i]), depth + 1);
            }
        }
    }

    private void visitElements(String path, long contents, int length, int depth) {
        for (int i = 0; i < Math.min(length, MOST_ELEMENTS); i++) {
            visit(path + "[" + i + "]", source.longAt(contents + (long) i * Long.BYTES), depth + 1);
        }
    }
}
