package rockpool.engine.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import rockpool.engine.heap.Part;
import rockpool.engine.heap.Source;
import rockpool.engine.heap.Structure;

/// All values of one key, see [TableBlocks].
final class TableBindings {

    private TableBindings() {}

    /// Visits the words of the values that a slot stands for, the newest first.
    ///
    /// @param held what the slot has
    static void forEach(Source source, long held, LongConsumer visitor) {
        if (!source.isPart(held, Part.BINDING)) {
            if (held != Structure.ABSENT) {
                visitor.accept(held);
            }
            return;
        }
        for (long at = held; at != Structure.NULL; at = source.word(at, TableBlocks.BINDING_OLDER)) {
            source.step();
            visitor.accept(source.word(at, TableBlocks.BINDING_VALUE));
        }
    }

    /// The same values in place.
    static <W> List<W> views(Structure structure, Source source, long held, Class<W> view) {
        var all = new ArrayList<W>();
        forEach(source, held, word -> all.add(structure.view(source, word, view)));
        return all;
    }
}
