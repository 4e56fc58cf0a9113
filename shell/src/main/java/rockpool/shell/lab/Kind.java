package rockpool.shell.lab;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import jdk.jshell.VarSnippet;
import rockpool.engine.pool.Names;

/// What can have a name in a pool.
enum Kind {

    HEAP(Names.HEAP, "heap", "Heap", "/heap shows them"),
    MUTEX(Names.MUTEX, "mutex", "Mutex", "/locks shows them"),
    REFERENCE(Names.REFERENCE, "reference", "Ref", "/ref list shows them"),
    DEFINITION(Names.DEFINITION, "definition", "Definition", "define(…) makes one"),
    SEMAPHORE(Names.SEMAPHORE, "semaphore", "Semaphore", "/sem list shows them"),
    CONDITION(Names.CONDITION, "condition", "Condition", "/cond list shows them"),
    READ_WRITE_LOCK(Names.READ_WRITE_LOCK, "read-write lock", "ReadWriteLock", "/locks shows them"),
    BARRIER(Names.BARRIER, "barrier", "Barrier", "/locks shows them"),
    LATCH(Names.LATCH, "latch", "Latch", "/locks shows them"),
    ARRAY(Names.ARRAY, "primitive array", "PrimitiveArray", "LongArray.create(…) makes one"),
    SHARED_ARRAY(Names.SHARED_ARRAY, "array", "SharedArray", "/data shows them"),
    SHARED_MATRIX(Names.SHARED_MATRIX, "matrix", "SharedMatrix", "/data shows them"),
    SHARED_BUFFER(Names.SHARED_BUFFER, "buffer", "SharedBuffer", "/data shows them"),
    SHARED_QUEUE(Names.SHARED_QUEUE, "queue", "SharedQueue", "/data shows them"),
    SHARED_BLOCKING_QUEUE(Names.SHARED_BLOCKING_QUEUE, "blocking queue", "SharedBlockingQueue", "/data shows them"),
    SHARED_VARIABLE(Names.SHARED_VARIABLE, "variable", "SharedVariable", "/data shows them"),
    SHARED_HASH_TABLE(Names.SHARED_HASH_TABLE, "hash table", "SharedHashTable", "/data shows them"),
    BOX(Names.CAMLBOX, "box", "Camlbox", "/box list shows them");

    private static final Set<String> PRIMITIVE_ARRAYS = Set.of("ByteArray", "ShortArray", "CharArray", "IntArray", "LongArray", "FloatArray",
            "DoubleArray");

    private final int number;
    private final String title;
    private final String type;
    private final String otherwise;

    Kind(int number, String title, String type, String otherwise) {
        this.number = number;
        this.title = title;
        this.type = type;
        this.otherwise = otherwise;
    }

    /// What a number among a pool's names means, if it is known.
    static Optional<Kind> of(int number) {
        return Stream.of(values()).filter(kind -> kind.number == number).findFirst();
    }

    /// What a number among a pool's names means.
    static String title(int number) {
        return of(number).map(kind -> kind.title).orElse("kind " + number);
    }

    String title() {
        return title;
    }

    /// With its article.
    String one() {
        return withArticle(title);
    }

    /// What a number among a pool's names means, with its article.
    static String one(int number) {
        return withArticle(title(number));
    }

    static String withArticle(String title) {
        return ("aeiou".indexOf(title.charAt(0)) < 0 ? "a " : "an ") + title;
    }

    /// The simple name of its class.
    String type() {
        return type;
    }

    /// What to do if there is none of a name.
    String otherwise() {
        return otherwise;
    }

    boolean is(Names.Entry entry) {
        return entry.kind() == number;
    }

    boolean isTypeOf(VarSnippet variable) {
        String name = variable.typeName().replaceFirst("<.*", "");
        return name.equals(type) || this == ARRAY && PRIMITIVE_ARRAYS.contains(name);
    }
}
