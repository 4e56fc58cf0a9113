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

    /// Visits the words of an entry's values, the newest first.
    ///
    /// @param entry null for a key that is not there
    static void forEach(Source source, long entry, LongConsumer visitor) {
        if (entry == Structure.NULL) {
            return;
        }
        long list = source.word(entry, TableBlocks.LIST);
        if (list == Structure.NULL) {
            visitor.accept(source.word(entry, TableBlocks.VALUE));
        }
        forEachIn(source, list, visitor);
    }

    private static void forEachIn(Source source, long list, LongConsumer visitor) {
        for (long at = list; at != Structure.NULL; at = source.word(at, TableBlocks.BINDING_OLDER)) {
            source.step();
            visitor.accept(source.word(at, TableBlocks.BINDING_VALUE));
        }
    }

    /// The word that keeps all of an entry's values when it is pinned: the list of its bindings, or the one value.
    static long all(Source source, long entry) {
        if (entry == Structure.NULL) {
            return Structure.ABSENT;
        }
        long list = source.word(entry, TableBlocks.LIST);
        return list == Structure.NULL ? source.word(entry, TableBlocks.VALUE) : list;
    }

    /// The values behind a word that [#all] has found and that is pinned, in place.
    static <W> List<W> seePinned(Structure structure, long word, Class<W> view) {
        var all = new ArrayList<W>();
        if (structure.isPart(word, Part.BINDING)) {
            structure.read((source, root) -> {
                all.clear();
                forEachIn(source, word, value -> all.add(structure.view(source, value, view)));
                return null;
            });
        } else if (word != Structure.ABSENT) {
            all.add(structure.seePinned(word, view));
        }
        return all;
    }
}
