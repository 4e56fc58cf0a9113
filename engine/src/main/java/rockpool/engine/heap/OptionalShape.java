package rockpool.engine.heap;

import java.util.Optional;
import rockpool.engine.memory.Memory;

/// The shape of `Optional`: a block of one word.
final class OptionalShape extends Shape {

    OptionalShape() {
        super(Optional.class);
    }

    @Override
    long word(Object value, CopyIn in) {
        long known = in.seen(value);
        if (known != 0) {
            return known;
        }
        long block = in.allocate(Types.builtIn(Kind.OPTIONAL), 1, Long.BYTES);
        in.remember(value, block);
        in.fill(this, value, block);
        return block;
    }

    @Override
    void fill(Object value, long position, CopyIn in) {
        Memory.putLong(position, in.word(((Optional<?>) value).orElse(null)));
    }
}
