package rockpool.engine.pool;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A kind of object that is taken back when nobody can reach it any more, as [Reclaimer] decides. Each is registered by the static
/// initialiser of its class, whose name is listed here.
///
/// Its objects lie at multiples of 64 in units of one class, have an incarnation that their place never has again, and a [UseWord].
public interface Reclaimable {

    /// Is called for an object.
    interface Visitor {
        void visit(long offset, long incarnation);
    }

    /// The class of the units in which the objects lie.
    int unitClass();

    /// The position of an object's [UseWord], or 0 if it is not there any more. The numbers may be anything.
    long useWord(Pool pool, long offset, long incarnation);

    /// Visits all objects that are there.
    void forEach(Pool pool, Visitor visitor);

    /// Takes an object apart, unless somebody is at it. It never waits for a lock that somebody else may keep.
    ///
    /// @param expected what the use word has to be when it is turned into DOOMED
    /// @return false if it stays
    boolean reclaim(Pool pool, long offset, long incarnation, long expected);

    /// What keeps values, which may refer to objects.
    interface Container {

        /// The pool is full: has all holders of values give back what they keep without need, but for those that somebody else has locked.
        void collect(Pool pool);

        /// The least of the epochs in which the looks began that were finished last, one for each holder of values that may refer to
        /// objects; [Long#MAX_VALUE] if there is none.
        long looked(Pool pool);

        /// Has all those look again whose last look began before an epoch. A look calls [Handles#seen] for all objects that values
        /// refer to. Those that are locked by somebody else for long may be left out.
        void look(Pool pool, long epoch);
    }

    /// All kinds and all that keeps values.
    final class Registry {

        // The engine's own classes lie above this package, so they are known by name only.
        private static final List<String> OWN = List.of("rockpool.engine.sync.MutexSlots", "rockpool.engine.heap.HeapObjects",
                "rockpool.engine.data.ArrayObjects");

        private static final Reclaimable[] BY_CLASS = new Reclaimable[64];
        private static final List<Reclaimable> KINDS = new CopyOnWriteArrayList<>();
        private static final List<Container> CONTAINERS = new CopyOnWriteArrayList<>();

        private Registry() {}

        public static synchronized void add(Reclaimable kind) {
            BY_CLASS[kind.unitClass()] = kind;
            KINDS.add(kind);
        }

        public static void add(Container container) {
            CONTAINERS.add(container);
        }

        static List<Reclaimable> kinds() {
            Loaded.require();
            return KINDS;
        }

        static List<Container> containers() {
            Loaded.require();
            return CONTAINERS;
        }

        /// The kind of what lies at an offset, which may be anything, or null.
        static Reclaimable at(Pool pool, long offset) {
            Loaded.require();
            int unit = pool.units().unitAt(offset);
            return unit < 0 ? null : BY_CLASS[Units.classOf(pool.units().word(unit))];
        }

        /// Is initialised when the first of them is wanted.
        private static final class Loaded {
            static {
                for (String name : OWN) {
                    try {
                        Class.forName(name);
                    } catch (ClassNotFoundException e) {
                        throw new IllegalStateException("class=" + name + ": missing from the engine", e);
                    }
                }
            }

            static void require() {}
        }
    }
}
