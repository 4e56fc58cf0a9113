package rockpool.engine.heap;

/// What a block holds, as far as the engine itself knows it: the kinds of types.
///
/// Records, enums and arrays of references are described in the pool's type table. All others are **built in**: their type id is
/// [Types#FIRST_BUILT_IN] plus the kind, and nothing about them is in the table. The contents of a block, by kind (`length` is the
/// number in its header):
///
/// | kind | contents |
/// |---|---|
/// | RECORD | the components side by side: those of eight bytes first, then of four, two, one; `length` = bytes |
/// | ARRAY | `length` value words |
/// | LATIN1, UTF16 | `length` characters of one or two bytes |
/// | LONG, DOUBLE | eight bytes, where no immediate can hold it |
/// | BIG_INTEGER | `length` bytes, two's complement, highest first |
/// | BIG_DECIMAL | scale (int), then the unscaled number as above; `length` = bytes of all |
/// | UUID, LOCAL_DATE … ZONE_REGION | the numbers of [Times], eight bytes each, then a zone's id in UTF-8; `length` = bytes of all |
/// | OPTIONAL_INT … OPTIONAL_DOUBLE | present (long 0 or 1), value; `length` = 16 |
/// | BOOLEANS … DOUBLES | `length` elements of a primitive array |
/// | LIST, SET, SORTED_SET, REVERSED_SET | `length` value words, in order |
/// | INT_LIST, LONG_LIST, DOUBLE_LIST | a list without nulls of one kind of box: `length` numbers |
/// | MAP, SORTED_MAP, REVERSED_MAP | `length` value words: key, value, key, value … |
/// | OPTIONAL | one value word, 0 if empty |
/// | ARRAY_ROOT … BLOCKING_QUEUE_ROOT | `length` value words, by the [Part] of a structure that the block is |
/// | HANDLE | offset (long), incarnation (long), kind's length (int), then kind and pool's object name in UTF-8 |
final class Kind {

    static final int RECORD = 1;
    static final int ENUM = 2;
    static final int ARRAY = 3;

    /// A box that always fits a word; there are no blocks of it.
    static final int BOX = 4;

    static final int LATIN1 = 0x10;
    static final int UTF16 = 0x11;
    static final int LONG = 0x12;
    static final int DOUBLE = 0x13;
    static final int BIG_INTEGER = 0x14;
    static final int BIG_DECIMAL = 0x15;
    static final int UUID = 0x16;
    static final int LOCAL_DATE = 0x17;
    static final int LOCAL_TIME = 0x18;
    static final int LOCAL_DATE_TIME = 0x19;
    static final int INSTANT = 0x1A;
    static final int DURATION = 0x1B;
    static final int PERIOD = 0x1C;
    static final int OFFSET_TIME = 0x1D;
    static final int OFFSET_DATE_TIME = 0x1E;
    static final int ZONED_DATE_TIME = 0x1F;
    static final int YEAR = 0x20;
    static final int YEAR_MONTH = 0x21;
    static final int MONTH_DAY = 0x22;
    static final int ZONE_OFFSET = 0x23;
    static final int ZONE_REGION = 0x24;
    static final int OPTIONAL_INT = 0x25;
    static final int OPTIONAL_LONG = 0x26;
    static final int OPTIONAL_DOUBLE = 0x27;
    static final int HANDLE = 0x28;
    /// All kinds from [#LATIN1] to this one have neither references nor an identity.
    static final int LAST_LEAF = HANDLE;

    static final int BOOLEANS = 0x30;
    static final int BYTES = 0x31;
    static final int SHORTS = 0x32;
    static final int CHARS = 0x33;
    static final int INTS = 0x34;
    static final int LONGS = 0x35;
    static final int FLOATS = 0x36;
    static final int DOUBLES = 0x37;
    static final int INT_LIST = 0x38;
    static final int LONG_LIST = 0x39;
    static final int DOUBLE_LIST = 0x3A;
    /// All kinds from [#BOOLEANS] to this one have an identity, but no references.
    static final int LAST_PACKED = DOUBLE_LIST;

    static final int LIST = 0x40;
    static final int SET = 0x41;
    static final int SORTED_SET = 0x42;
    static final int MAP = 0x43;
    static final int SORTED_MAP = 0x44;
    static final int OPTIONAL = 0x45;
    static final int REVERSED_SET = 0x46;
    static final int REVERSED_MAP = 0x47;
    static final int ARRAY_ROOT = 0x48;
    static final int MATRIX_ROOT = 0x49;
    static final int BUFFER_ROOT = 0x4A;
    static final int QUEUE_ROOT = 0x4B;
    static final int TABLE_ROOT = 0x4C;
    static final int TREE_NODE = 0x4D;
    static final int QUEUE_NODE = 0x4E;
    static final int BUCKET = 0x4F;
    static final int BINDING = 0x50;
    static final int SHARED_NODE = 0x51;
    static final int VARIABLE_ROOT = 0x52;
    static final int BLOCKING_QUEUE_ROOT = 0x53;
    static final int LAST = BLOCKING_QUEUE_ROOT;

    private static final String[] NAMES = new String[LAST + 1];

    static {
        names(BOX, "box");
        names(LATIN1, "String", "String", "Long", "Double", "BigInteger", "BigDecimal", "UUID", "LocalDate", "LocalTime", "LocalDateTime",
            "Instant", "Duration", "Period", "OffsetTime", "OffsetDateTime", "ZonedDateTime", "Year", "YearMonth", "MonthDay",
            "ZoneOffset", "ZoneRegion", "OptionalInt", "OptionalLong", "OptionalDouble", "Handle");
        names(BOOLEANS, "boolean[]", "byte[]", "short[]", "char[]", "int[]", "long[]", "float[]", "double[]", "List<Integer>",
            "List<Long>", "List<Double>");
        names(LIST, "List", "Set", "SortedSet", "Map", "SortedMap", "Optional", "SortedSet",
            "SortedMap", "array", "matrix", "buffer", "queue", "hash table", "node", "queue's node", "bucket", "binding",
            "shared node", "variable", "blocking queue");
    }

    private Kind() {}

    private static void names(int first, String... names) {
        System.arraycopy(names, 0, NAMES, first, names.length);
    }

    /// The name of a built-in type, or null if there is no such kind.
    static String name(int kind) {
        return kind < 0 || kind > LAST ? null : NAMES[kind];
    }

    static boolean isLeaf(int kind) {
        return kind >= LATIN1 && kind <= LAST_LEAF;
    }

    /// Whether the contents of a built-in type are value words.
    static boolean isWords(int kind) {
        return kind >= LIST && kind <= LAST;
    }

    static boolean isPacked(int kind) {
        return kind >= BOOLEANS && kind <= LAST_PACKED;
    }

    /// The number of bytes that one unit of a header's `length` stands for.
    static int elementBytes(int kind) {
        return switch (kind) {
            case UTF16, SHORTS, CHARS -> 2;
            case INTS, FLOATS, INT_LIST -> 4;
            case LONGS, DOUBLES, LONG_LIST, DOUBLE_LIST, ARRAY, LIST, SET, SORTED_SET, MAP, SORTED_MAP, OPTIONAL,
                REVERSED_SET, REVERSED_MAP,
                ARRAY_ROOT, MATRIX_ROOT, BUFFER_ROOT, QUEUE_ROOT, TABLE_ROOT, TREE_NODE, QUEUE_NODE, BUCKET, BINDING,
                SHARED_NODE, VARIABLE_ROOT, BLOCKING_QUEUE_ROOT -> 8;
            default -> 1;
        };
    }
}
