package rockpool.engine.data;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import rockpool.engine.heap.HeapImage;
import rockpool.engine.heap.Key;
import rockpool.engine.heap.Part;
import rockpool.engine.heap.Structure;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.Names;
import rockpool.engine.pool.PoolDamagedException;

/// One that lies in a heap of its own.
final class HeapStructureImage extends StructureImage {

    private static final int TRIES = 4;
    private static final int KEY_CHARACTERS = 60;
    private static final Pages VALUE = new ValuePages();

    /// How a kind is shown, and what its heap's root has to be.
    private record Sort(Part part, Pages pages) { }

    private static final Map<Kind, Sort> SORTS = new EnumMap<>(Map.of(
        Kind.ARRAY, new Sort(Part.ARRAY, new ArrayPages()),
        Kind.MATRIX, new Sort(Part.MATRIX, new MatrixPages()),
        Kind.BUFFER, new Sort(Part.BUFFER, new BufferPages()),
        Kind.QUEUE, new Sort(Part.QUEUE, new QueuePages()),
        Kind.BLOCKING_QUEUE, new Sort(Part.BLOCKING_QUEUE, new QueuePages()),
        Kind.HASH_TABLE, new Sort(Part.HASH_TABLE, new TablePages()),
        Kind.VARIABLE, new Sort(Part.VARIABLE, new VariablePages())));

    private final MappedPool pool;
    private final HeapImage heap;
    private final long incarnation;

    private HeapStructureImage(MappedPool pool, HeapImage heap, String name, Kind kind) {
        super(name, heap.offset(), kind);
        this.pool = pool;
        this.heap = heap;
        this.incarnation = heap.incarnation();
    }

    /// @param names of the pool, its own among them
    static HeapStructureImage of(MappedPool pool, HeapImage heap, List<Names.Entry> names) {
        return names.stream().filter(entry -> entry.offset() == heap.offset() && entry.incarnation() == heap.incarnation())
            .findFirst().map(entry -> named(pool, heap, entry))
            .orElseGet(() -> new HeapStructureImage(pool, heap, heap.name(), kindOf(heap)));
    }

    private static HeapStructureImage named(MappedPool pool, HeapImage heap, Names.Entry entry) {
        return new HeapStructureImage(pool, heap, entry.name(), Kind.of(entry.kind()).orElse(Kind.HEAP));
    }

    /// What one without a name is, its root says.
    private static Kind kindOf(HeapImage heap) {
        try {
            long root = heap.root();
            return SORTS.keySet().stream().filter(kind -> heap.source().isPart(root, SORTS.get(kind).part)).findFirst().orElse(Kind.HEAP);
        } catch (RuntimeException | InternalError e) {
            return Kind.HEAP;
        }
    }

    @Override
    long incarnation() {
        return incarnation;
    }

    @Override
    public List<Long> dimensions() {
        Looking looking = new Looking(pool, heap, 0);
        return switch (kind()) {
            case ARRAY -> looking.guarded(() -> List.of(looking.count("length", Cells.LENGTH)), List.of());
            case MATRIX -> looking.guarded(() -> List.of(looking.count("rows", Cells.ROWS), looking.count("columns", Cells.COLUMNS)), List.of());
            default -> List.of();
        };
    }

    @Override
    public List<String> components() {
        Looking looking = new Looking(pool, heap, 0);
        Sort sort = SORTS.get(kind());
        return looking.guarded(() -> heap.components(sort == null ? looking.root
            : requireRoot(looking.root, sort.part) ? looking.source.word(looking.root, Structure.HEADER) : Structure.NULL), List.of());
    }

    @Override
    public List<String> keys(int most) {
        List<String> keys = new ArrayList<>();
        Looking looking = new Looking(pool, heap, 0);
        looking.guarded(() -> {
            if (most > 0 && kind() == Kind.HASH_TABLE && requireRoot(looking.root, Part.HASH_TABLE)) {
                TablePages.forFirstKeys(looking, key -> {
                    heap.java(key, KEY_CHARACTERS).ifPresent(keys::add);
                    return keys.size() < most;
                });
            }
            return null;
        }, null);
        return keys;
    }

    @Override
    public StructurePage page(Excerpt excerpt) {
        return page(excerpt, (pages, looking) -> pages.show(looking, excerpt));
    }

    @Override
    public StructurePage bindings(List<?> keys, int width) {
        if (kind() != Kind.HASH_TABLE) {
            return super.bindings(keys, width);
        }
        List<Key> searched = keys.stream().map(Key::of).toList();
        return page(Excerpt.BEGINNING.withWidth(width), (_, looking) -> TablePages.show(looking, searched));
    }

    private StructurePage page(Excerpt excerpt, BiConsumer<Pages, Looking> rows) {
        for (int tried = 1; ; tried++) {
            long version = heap.version();
            Looking looking = new Looking(pool, heap, excerpt.width());
            StructurePage page = look(looking, excerpt, rows);
            VarHandle.acquireFence();
            if (!heap.isLive() || heap.incarnation() != incarnation) {
                throw destroyed();
            }
            if (heap.version() == version && (version & 1) == 0) {
                return page;
            }
            if (tried == TRIES) {
                return page.changing();
            }
        }
    }

    private StructurePage look(Looking looking, Excerpt excerpt, BiConsumer<Pages, Looking> rows) {
        Sort sort = SORTS.get(kind());
        Pages pages = sort == null ? VALUE : sort.pages;
        boolean possible = sort == null || looking.guarded(() -> requireRoot(looking.root, sort.part), false);
        String header = sort == null || !possible ? "" : looking.text(() -> looking.source.word(looking.root, Structure.HEADER));
        var size = possible ? looking.guarded(() -> pages.size(looking), new Pages.Size("", 0)) : new Pages.Size("", 0);
        if (possible) {
            looking.guarded(() -> {
                rows.accept(pages, looking);
                return null;
            }, null);
        }
        List<String> damage = looking.damage().stream().distinct().toList();
        return new StructurePage(size.text(), size.length(), header.equals("null") ? "" : header, pages.titles(excerpt),
            List.copyOf(looking.rows()), looking.next(), false, damage);
    }

    private boolean requireRoot(long root, Part part) {
        if (!heap.source().isPart(root, part)) {
            throw new PoolDamagedException(pool + ", " + this, "the root block of " + kind().title(), "another value at " + root);
        }
        return true;
    }
}
