package rockpool.engine.data;

/// Shows the version and the value of a shared variable.
final class VariablePages extends ValuePages {

    @Override
    public Size size(Looking looking) {
        return new Size("version " + looking.count("version", VariableState.VERSION), 1);
    }

    @Override
    long word(Looking looking) {
        return looking.source.word(looking.root, VariableState.VALUE);
    }
}
