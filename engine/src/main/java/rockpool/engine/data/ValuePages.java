package rockpool.engine.data;

import java.util.List;

/// Shows one value: what a reference refers to, or the root of a heap.
class ValuePages implements Pages {

    @Override
    public Size size(Looking looking) {
        return new Size("", 1);
    }

    @Override
    public List<String> titles(Excerpt excerpt) {
        return List.of("value");
    }

    @Override
    public void show(Looking looking, Excerpt excerpt) {
        if (excerpt.count() > 0 && excerpt.start(1) == 0) {
            looking.add(looking.text(() -> word(looking)));
        }
    }

    /// The word of the value.
    long word(Looking looking) {
        return looking.root;
    }
}
