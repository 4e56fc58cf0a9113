package rockpool.engine.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import rockpool.engine.heap.HeapImage;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.Names;

/// A shared structure as it looks from outside: for inspection, by a process that has none of the user's classes and may only read.
///
/// It takes no lock and waits for nobody, so it works whoever holds or has left the structure's lock. Of a large structure it reads what is
/// asked for, and no more. Each try to look notes the heap's version first and compares it last; if the structure changes in all tries,
/// what was seen then is shown, and called changing. What cannot be, whatever the moment, is reported as damage, beside all that can be
/// read.
///
/// Any thread may use it, until the pool is closed.
public abstract sealed class StructureImage permits HeapStructureImage, PrimitiveArrayImage {

    /// What can be looked at.
    public enum Kind {
        ARRAY("array", "SharedArray", Names.SHARED_ARRAY),
        MATRIX("matrix", "SharedMatrix", Names.SHARED_MATRIX),
        BUFFER("buffer", "SharedBuffer", Names.SHARED_BUFFER),
        QUEUE("queue", "SharedQueue", Names.SHARED_QUEUE),
        BLOCKING_QUEUE("blocking queue", "SharedBlockingQueue", Names.SHARED_BLOCKING_QUEUE),
        HASH_TABLE("hash table", "SharedHashTable", Names.SHARED_HASH_TABLE),
        VARIABLE("variable", "SharedVariable", Names.SHARED_VARIABLE),
        REFERENCE("reference", "Ref", Names.REFERENCE),
        HEAP("heap", "Heap", Names.HEAP),
        PRIMITIVE_ARRAY("primitive array", "PrimitiveArray", Names.ARRAY);

        private final String title;
        private final String type;
        private final int number;

        Kind(String title, String type, int number) {
            this.title = title;
            this.type = type;
            this.number = number;
        }

        /// As it is called in a list.
        public String title() {
            return title;
        }

        /// What the pool's names call it.
        public int number() {
            return number;
        }

        /// The kind that the pool's names call by a number.
        public static Optional<Kind> of(int number) {
            return Stream.of(values()).filter(kind -> kind.number == number).findFirst();
        }
    }

    private final String name;
    private final long offset;
    private final Kind kind;

    StructureImage(String name, long offset, Kind kind) {
        this.name = name;
        this.offset = offset;
        this.kind = kind;
    }

    /// All that a pool has, those with a name first and by name.
    public static List<StructureImage> list(MappedPool pool) {
        List<StructureImage> all = new ArrayList<>();
        List<Names.Entry> names = pool.names().list();
        HeapImage.all(pool).stream().filter(HeapImage::isLive).forEach(heap -> all.add(HeapStructureImage.of(pool, heap, names)));
        ArrayInfo.list(pool).stream().filter(array -> !array.destroyed()).forEach(array -> all.add(new PrimitiveArrayImage(pool, array)));
        all.sort((a, b) -> a.name.isEmpty() == b.name.isEmpty() ? a.name.compareTo(b.name) : a.name.isEmpty() ? 1 : -1);
        return all;
    }

    /// The one that has a name.
    public static Optional<StructureImage> find(MappedPool pool, String name) {
        return pool.names().find(name).filter(entry -> Kind.of(entry.kind()).isPresent())
            .flatMap(entry -> at(pool, entry.offset(), List.of(entry)).filter(image -> image.incarnation() == entry.incarnation()));
    }

    /// The one whose descriptor has an offset.
    public static Optional<StructureImage> at(MappedPool pool, long offset) {
        return at(pool, offset, pool.names().list());
    }

    private static Optional<StructureImage> at(MappedPool pool, long offset, List<Names.Entry> names) {
        if (ArraySlots.hasSlotAt(pool, offset)) {
            return Optional.ofNullable(ArrayInfo.at(pool, offset)).filter(array -> !array.destroyed())
                .map(array -> new PrimitiveArrayImage(pool, array));
        }
        return HeapImage.find(pool, offset).filter(HeapImage::isLive).map(heap -> HeapStructureImage.of(pool, heap, names));
    }

    /// Its name, or an empty one.
    public String name() {
        return name;
    }

    public Kind kind() {
        return kind;
    }

    /// The simple name of the class of its handles, such as `SharedQueue`.
    public String type() {
        return kind.type;
    }

    /// What it is called: its name, or where it lies, such as `@1a40`.
    public String title() {
        return name.isEmpty() ? "@" + Long.toHexString(offset) : name;
    }

    public long offset() {
        return offset;
    }

    abstract long incarnation();

    /// Looks at a part of it.
    ///
    /// @throws DestroyedException if it has been destroyed
    /// @throws java.util.concurrent.CancellationException if the thread is interrupted on the way to the first row
    public abstract StructurePage page(Excerpt excerpt);

    /// Looks at what a hash table has for some keys: a row for each that it has. It takes no longer for the table being large.
    ///
    /// @param keys as [rockpool.engine.heap.Key] takes them
    /// @param width the most characters of a value, roughly
    /// @throws IllegalArgumentException if it is no hash table
    /// @throws DestroyedException if it has been destroyed
    public StructurePage bindings(List<?> keys, int width) {
        throw new IllegalArgumentException(this + ": has no keys; hash tables have");
    }

    /// How much there is, and the header; no row.
    ///
    /// @param width the most characters of the header, roughly
    /// @throws DestroyedException if it has been destroyed
    public StructurePage summary(int width) {
        return page(new Excerpt(0, 0, 0, width, Excerpt.Bytes.EITHER));
    }

    /// The lengths of its dimensions: one of an array, two of a matrix, as many as a primitive array has; none of what has no indexes.
    public abstract List<Long> dimensions();

    /// The names of the components of its header, or of a reference's or heap's value, if that is a record.
    public abstract List<String> components();

    /// Java for the first keys of a hash table, in no order: `"ann"`, `5L`, `new Place(3, 4)`. Keys that have no such text, such as lists,
    /// are left out, and so is what lies behind the first thousands of empty places. Of others there are none.
    ///
    /// @param most how many
    public abstract List<String> keys(int most);

    final DestroyedException destroyed() {
        return new DestroyedException(kind.title + " " + title() + " has been destroyed");
    }

    @Override
    public String toString() {
        return kind.title + " " + title();
    }
}
