package rockpool.engine.heap;

/// What a block is in a shared structure. The contents of all of them are value words, so that the collector knows nothing else of
/// structures.
public enum Part {
    ARRAY(Kind.ARRAY_ROOT),
    MATRIX(Kind.MATRIX_ROOT),
    BUFFER(Kind.BUFFER_ROOT),
    QUEUE(Kind.QUEUE_ROOT),
    BLOCKING_QUEUE(Kind.BLOCKING_QUEUE_ROOT),
    HASH_TABLE(Kind.TABLE_ROOT),
    /// A node or a leaf of a tree of words.
    NODE(Kind.TREE_NODE),
    /// A node or a leaf with the same word everywhere, which may lie in many places of a tree, so that nothing may be stored in it any
    /// more.
    SHARED_NODE(Kind.SHARED_NODE),
    QUEUE_NODE(Kind.QUEUE_NODE),
    BUCKET(Kind.BUCKET),
    BINDING(Kind.BINDING),
    VARIABLE(Kind.VARIABLE_ROOT);

    final TypeInfo type;

    Part(int kind) {
        this.type = Types.builtIn(kind);
    }
}
