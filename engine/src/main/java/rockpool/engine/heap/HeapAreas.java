package rockpool.engine.heap;

import java.util.function.Consumer;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.UnitClass;
import rockpool.engine.pool.Units;

/// Goes through the memory of a heap without knowing anything of it, and without writing.
final class HeapAreas {

    private HeapAreas() {}

    /// Visits all areas of a heap that are laid out, in the order in which they lie. The visitor gets one cursor again and again.
    static void forEach(MappedPool pool, long descriptor, Consumer<Area> visitor) {
        Units units = pool.units();
        Area area = new Area(pool.position(), units, HeapDescriptors.heapId(units, descriptor));
        for (int unit = 0; unit < units.highest(); unit++) {
            int pages = Units.classOf(units.word(unit)) == UnitClass.SMALL ? Area.PAGES : 1;
            for (int page = 0; page < pages; page++) {
                if (area.load(Area.key(unit, page))) {
                    visitor.accept(area);
                }
            }
        }
    }
}
