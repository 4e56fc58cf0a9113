package rockpool.engine.data;

import java.util.List;

/// Shows the version and the value of a shared variable.
final class VariablePages implements Pages {

    @Override
    public Size size(Looking looking) {
        return new Size("version " + looking.count("version", VariableState.VERSION), 1);
    }

    @Override
    public List<String> titles(Excerpt excerpt) {
        return List.of("value");
    }

    @Override
    public void show(Looking looking, Excerpt excerpt) {
        if (excerpt.count() > 0 && excerpt.start(1) == 0) {
            looking.add(looking.text(() -> looking.source.word(looking.root, VariableState.VALUE)));
        }
    }
}
