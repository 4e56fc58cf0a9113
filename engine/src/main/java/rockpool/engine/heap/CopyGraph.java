package rockpool.engine.heap;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import rockpool.engine.memory.Memory;

/// The part of a copy out that has an identity or is deep.
///
/// A record is made when all its components are. Each block that is met for the first time is put on a list; what lies at the list's end
/// is made first, and is taken off when it is. A container is made empty, and filled in place. So no chain is too long, and a
/// constructor sees its components complete. The one exception are containers that lead back to themselves.
final class CopyGraph {

    // What Nodes holds of a block: null when it was added to the list, OPEN while a record's components are made, then the object.

    /// Instead of a value: a record whose components are being made.
    private static final Object OPEN = new Object();
    private static final int FIRST_ROOM = 16;
    /// Below it the list's room grows faster.
    private static final int FAST_ROOM = 1 << 14;
    private static final int NEW = -1;

    private final CopyOut out;
    private final Source source;
    private final Types types;
    private final Nodes nodes = new Nodes();
    private long budget;
    private int top;
    private long[] blocks = new long[FIRST_ROOM];
    private int[] slots = new int[FIRST_ROOM];
    private int[] progress = new int[FIRST_ROOM];
    private NamedShape[] shapes = new NamedShape[FIRST_ROOM];
    private Sink[] sinks;
    private boolean filling;
    private List<Runnable> holes;

    CopyGraph(CopyOut out) {
        this.out = out;
        this.source = out.source;
        this.types = source.types();
        this.budget = source.limit();
    }

    /// What was made of a block, or [CopyOut#PENDING] after it has been put on the list.
    ///
    /// @param shape of the record or array that it is, null for all others and for what has no class here
    Object node(long block, NamedShape shape) {
        int slot = nodes.slot(block);
        Object made = nodes.get(slot);
        if (made == null) {
            push(block, slot, shape);
            return CopyOut.PENDING;
        }
        if (made == OPEN && !filling) {
            throw new UncopyableValueException(
                ValueText.show(source, block) + ": records lead back to themselves; read them through a view");
        }
        return made;
    }

    /// A long leaf, which is made once however many references lead to it.
    Object leaf(long block, long bytes, Supplier<Object> decode) {
        int slot = nodes.slot(block);
        if (nodes.get(slot) == null) {
            spend(bytes);
            nodes.set(slot, decode.get());
        }
        return nodes.get(slot);
    }

    /// An array of primitives, or a list of numbers.
    Object packed(long block, TypeInfo info, int length) {
        int slot = nodes.slot(block);
        if (nodes.get(slot) == null) {
            long bytes = info.contentBytes(length);
            source.check(block, Block.HEADER + bytes);
            spend(bytes);
            long position = out.contents(block);
            nodes.set(slot, info.kind > Kind.DOUBLES ? numbers(info.kind, position, length) : array(info.kind, position, length));
        }
        return nodes.get(slot);
    }

    private Object array(int kind, long position, int length) {
        Object array = PackedShape.array(kind, length);
        if (out.direct() && kind != Kind.BOOLEANS) {
            Memory.copyOut(position, PackedShape.layout(kind), array, 0, length);
            return array;
        }
        for (int i = 0; i < length; i++) {
            Array.set(array, i, out.number(PackedShape.code(kind), position + (long) i * Kind.elementBytes(kind)));
        }
        return array;
    }

    private List<Object> numbers(int kind, long position, int length) {
        Object[] list = new Object[length];
        for (int i = 0; i < length; i++) {
            list[i] = switch (kind) {
                case Kind.INT_LIST -> out.intAt(position + (long) i * Integer.BYTES);
                case Kind.LONG_LIST -> out.longAt(position + (long) i * Long.BYTES);
                default -> out.doubleAt(position + (long) i * Double.BYTES);
            };
        }
        return new ArrayList<>(Arrays.asList(list));
    }

    private void push(long block, int slot, NamedShape shape) {
        if (top == blocks.length) {
            grow();
        }
        blocks[top] = block;
        slots[top] = slot;
        progress[top] = NEW;
        shapes[top] = shape;
        top++;
    }

    private void grow() {
        int room = top * (top < FAST_ROOM ? 4 : 2);
        blocks = Arrays.copyOf(blocks, room);
        slots = Arrays.copyOf(slots, room);
        progress = Arrays.copyOf(progress, room);
        shapes = Arrays.copyOf(shapes, room);
    }

    /// Makes all that is on the list.
    void run() {
        while (top > 0) {
            int frame = top - 1;
            if (progress[frame] == NEW && nodes.get(slots[frame]) != null) {
                top--;
            } else {
                visit(frame);
            }
        }
        if (holes != null) {
            holes.forEach(Runnable::run);
        }
    }

    private void visit(int frame) {
        if (shapes[frame] instanceof RecordShape shape) {
            visitRecord(frame, shape);
            return;
        }
        long header = Memory.getLong(out.contents(blocks[frame]) - Block.HEADER);
        TypeInfo info = types.info(Block.typeId(header));
        if (info.kind == Kind.OPTIONAL) {
            visitOptional(frame);
        } else {
            visitContainer(frame, info, Block.length(header));
        }
    }

    private void visitRecord(int frame, RecordShape shape) {
        if (progress[frame] == NEW) {
            open(frame, shape.bytes);
        }
        done(frame, out.construct(shape, blocks[frame]));
    }

    private void visitOptional(int frame) {
        if (progress[frame] == NEW) {
            source.check(blocks[frame], Block.HEADER + Long.BYTES);
            open(frame, Long.BYTES);
        }
        Object child = out.child(out.contents(blocks[frame]), null);
        done(frame, child == CopyOut.PENDING ? CopyOut.PENDING : Optional.ofNullable(child));
    }

    private void open(int frame, long bytes) {
        spend(bytes);
        nodes.set(slots[frame], OPEN);
        progress[frame] = 0;
    }

    private void done(int frame, Object made) {
        if (made != CopyOut.PENDING) {
            nodes.set(slots[frame], made);
            out.made(blocks[frame], made);
            top--;
        }
    }

    private void visitContainer(int frame, TypeInfo info, int length) {
        if (progress[frame] == NEW) {
            begin(frame, info, length);
        }
        int count = info.kind == Kind.RECORD ? info.codes.length : length;
        Sink sink = sinks[frame];
        for (int i = progress[frame]; i < count; i++) {
            Object value = element(blocks[frame], info, i);
            if (value == CopyOut.PENDING) {
                progress[frame] = i;
                return;
            }
            if (value == OPEN) {
                fillLater(sink.hole(i), out.longAt(elementPosition(blocks[frame], info, i)));
            } else {
                put(sink, i, value, info);
            }
        }
        sinks[frame] = null;
        top--;
    }

    private void put(Sink sink, int index, Object value, TypeInfo info) {
        try {
            sink.put(index, value);
        } catch (ClassCastException | ArrayStoreException | NullPointerException e) {
            source.confirm();
            throw new UncopyableValueException(info.name() + ": cannot hold " + value + ": " + e, e);
        }
    }

    private void fillLater(Consumer<Object> hole, long block) {
        if (holes == null) {
            holes = new ArrayList<>();
        }
        holes.add(() -> hole.accept(nodes.get(nodes.slot(block))));
    }

    private void begin(int frame, TypeInfo info, int length) {
        if (info.shape != TypeInfo.WORDS && info.kind != Kind.RECORD) {
            throw out.damaged("a container at " + blocks[frame], info);
        }
        long bytes = info.contentBytes(length);
        source.check(blocks[frame], Block.HEADER + bytes);
        spend(bytes);
        boolean ordered = !out.generic();
        Sink sink = switch (info.kind) {
            case Kind.RECORD -> Sink.record(info.descriptor);
            case Kind.ARRAY -> Sink.array(component(shapes[frame]), length);
            case Kind.LIST -> Sink.list(length);
            case Kind.SET, Kind.SORTED_SET, Kind.REVERSED_SET -> Sink.set(info.kind, ordered);
            default -> Sink.map(info.kind, ordered);
        };
        keep(frame, sink);
        nodes.set(slots[frame], sink.made());
        progress[frame] = 0;
    }

    private void keep(int frame, Sink sink) {
        if (sinks == null || frame >= sinks.length) {
            sinks = sinks == null ? new Sink[blocks.length] : Arrays.copyOf(sinks, blocks.length);
        }
        sinks[frame] = sink;
    }

    private static Class<?> component(NamedShape shape) {
        return shape == null ? Object.class : shape.type.getComponentType();
    }

    private long elementPosition(long block, TypeInfo info, int index) {
        return out.contents(block) + (info.kind == Kind.RECORD ? info.offsets[index] : (long) index * Long.BYTES);
    }

    private Object element(long block, TypeInfo info, int index) {
        long position = elementPosition(block, info, index);
        if (info.kind == Kind.RECORD && info.codes[index] != 'L') {
            return out.number(info.codes[index], position);
        }
        filling = true;
        Object value = out.child(position, null);
        filling = false;
        return value;
    }

    private void spend(long bytes) {
        budget -= bytes + Block.HEADER;
        if (budget < 0) {
            throw out.damaged("values of no more than " + source.limit() + " bytes", "more: their blocks overlap");
        }
    }
}
