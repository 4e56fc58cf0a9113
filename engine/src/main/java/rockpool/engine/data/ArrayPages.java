package rockpool.engine.data;

import java.util.List;

/// Shows shared arrays, an element in a row.
final class ArrayPages implements Pages {

    @Override
    public Size size(Looking looking) {
        return Size.of(looking.count("the length of an array", Cells.LENGTH), "element");
    }

    @Override
    public List<String> titles(Excerpt excerpt) {
        return List.of("index", "value");
    }

    @Override
    public void show(Looking looking, Excerpt excerpt) {
        Cells.TREE.check(looking.source, looking.root);
        long length = size(looking).length();
        long end = excerpt.end(length);
        for (long i = excerpt.start(length); i < end; i++) {
            looking.add(i, element(looking, i));
        }
        if (end < length) {
            looking.goesOnAt(end);
        }
    }

    static String element(Looking looking, long index) {
        return looking.text(() -> Cells.TREE.get(looking.source, looking.root, index));
    }
}
