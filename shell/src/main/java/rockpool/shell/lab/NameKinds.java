package rockpool.shell.lab;

/// What the numbers of kinds in a pool's names mean.
final class NameKinds {

    private NameKinds() { }

    static String name(int kind) {
        return switch (kind) {
            case rockpool.engine.pool.Names.HEAP -> "heap";
            case rockpool.engine.pool.Names.MUTEX -> "mutex";
            case rockpool.engine.pool.Names.REFERENCE -> "reference";
            case rockpool.engine.pool.Names.DEFINITION -> "definition";
            default -> "kind " + kind;
        };
    }
}
