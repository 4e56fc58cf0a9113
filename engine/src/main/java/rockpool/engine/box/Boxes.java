package rockpool.engine.box;

import java.util.List;
import java.util.function.Function;
import rockpool.engine.pool.NoSuchPoolException;
import rockpool.engine.pool.ObjectKind;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolDamagedException;
import rockpool.engine.pool.PoolOptions;
import rockpool.engine.pool.PoolLayout;
import rockpool.engine.pool.PoolView;
import rockpool.engine.posix.PosixException;

/// Makes, finds and removes the objects that boxes are.
final class Boxes {

    private static final int PARTICIPANTS = 64;
    private static final int ACTORS = 256;
    private static final int NAMES = 1;
    private static final int EVENTS = 64;
    /// Units for descriptions of types; memory is taken for those that are used.
    private static final int TYPE_UNITS = 64;

    private Boxes() {}

    static Box create(String name, int slots, int messageBytes, WhenFull whenFull, Class<?> type) {
        requireRange("slots", slots, 1, Box.MOST_SLOTS);
        requireRange("messageBytes", messageBytes, 1, Box.MOST_MESSAGE_BYTES);
        int rounded = messageBytes + 15 & -16;
        long maximum = Box.bytes(slots, rounded) + (long) TYPE_UNITS * PoolLayout.UNIT_BYTES;
        removeDead(name);
        Pool pool = Pool.create(ObjectKind.CAMLBOX, name, new PoolOptions(maximum, PARTICIPANTS, ACTORS, NAMES, EVENTS));
        Box made = null;
        try {
            made = Box.create(pool, slots, rounded, whenFull, type);
            return made;
        } finally {
            if (made == null) {
                pool.close();
            }
        }
    }

    private static void requireRange(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + "=" + value + ": allowed are " + least + " to " + most);
        }
    }

    /// Takes the name away from a box that has no receiver any more.
    private static void removeDead(String name) {
        Pool.find(ObjectKind.CAMLBOX, name).ifPresent(pool -> {
            try (pool) {
                Box.in(pool).ifPresent(box -> {
                    box.closeIfOrphaned();
                    if (!box.isOpen()) {
                        pool.unlink();
                    }
                });
            }
        });
    }

    /// Attaches a box and makes something of it.
    ///
    /// @throws NoSuchBoxException if there is none
    static <R> R attached(String address, Function<Box, R> use) {
        Pool pool = Pool.find(ObjectKind.CAMLBOX, address).orElseThrow(() -> new NoSuchBoxException(address, names()));
        R made = null;
        try {
            Box box = in(pool, address);
            box.closeIfOrphaned();
            box.requireOpen();
            made = use.apply(box);
            return made;
        } finally {
            if (made == null) {
                pool.close();
            }
        }
    }

    /// @throws NoSuchBoxException if the object has none, since whoever was making it has died
    static Box in(Pool pool, String address) {
        return Box.in(pool).orElseThrow(() -> new NoSuchBoxException(address, names()));
    }

    static PoolView view(String address) {
        try {
            return Pool.view(ObjectKind.CAMLBOX, address);
        } catch (NoSuchPoolException e) {
            throw new NoSuchBoxException(address, names());
        }
    }

    /// The addresses of all boxes, as far as they can be read.
    static List<String> names() {
        return Pool.objects(ObjectKind.CAMLBOX).stream().map(Boxes::nameOf).sorted().toList();
    }

    private static String nameOf(String objectName) {
        try (PoolView view = Pool.view(ObjectKind.CAMLBOX, objectName)) {
            return view.name();
        } catch (NoSuchPoolException | PoolDamagedException | PosixException e) {
            return objectName;
        }
    }
}
