package rockpool.engine.heap;

import java.util.function.Consumer;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.UnitClass;
import rockpool.engine.pool.Units;

/// Which pages and units of a pool belong to heaps. For inspection; it only reads.
public final class HeapMemory {

    private HeapMemory() {}

    /// A page, unit or run that names a heap as its owner.
    ///
    /// @param place for messages
    /// @param laidOut whether blocks can lie in it
    public record Owned(int heapId, String place, boolean laidOut) {}

    public static void forEachOwned(MappedPool pool, Consumer<Owned> visitor) {
        Units units = pool.units();
        for (int unit = 0; unit < units.highest(); unit++) {
            long word = units.word(unit);
            int unitClass = Units.classOf(word);
            if (unitClass == UnitClass.SMALL) {
                forEachPage(pool, unit, visitor);
            } else if (HeapDirectory.belongsToHeap(unitClass)) {
                Area area = new Area(pool.position(), units, Units.ownerOf(word));
                visitor.accept(new Owned(Units.ownerOf(word), "unit " + unit + " (" + UnitClass.name(unitClass) + ")",
                        area.load(Area.key(unit, 0))));
            }
        }
    }

    private static void forEachPage(MappedPool pool, int unit, Consumer<Owned> visitor) {
        long meta = pool.position() + pool.units().metaOffset(unit);
        for (int page = 0; page < Area.PAGES; page++) {
            long word = Memory.getLongAcquire(Area.pageWord(meta, page));
            if (!PageWord.isFree(word)) {
                Area area = new Area(pool.position(), pool.units(), PageWord.owner(word));
                visitor.accept(new Owned(PageWord.owner(word), "unit " + unit + " page " + page, area.load(Area.key(unit, page))));
            }
        }
    }
}
