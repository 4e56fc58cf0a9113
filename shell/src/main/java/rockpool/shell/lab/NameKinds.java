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
            case rockpool.engine.pool.Names.SEMAPHORE -> "semaphore";
            case rockpool.engine.pool.Names.CONDITION -> "condition";
            case rockpool.engine.pool.Names.READ_WRITE_LOCK -> "read-write lock";
            case rockpool.engine.pool.Names.BARRIER -> "barrier";
            case rockpool.engine.pool.Names.LATCH -> "latch";
            default -> "kind " + kind;
        };
    }
}
