package rockpool.engine.data;

import rockpool.engine.pool.Pool;
import rockpool.engine.pool.Reclaimable;
import rockpool.engine.pool.UnitClass;

/// The primitive arrays of a pool, as objects that are taken back when nobody can reach them any more. Who meets one in which a dead
/// process has stopped destroying it, finishes that; what the dead were making is freed.
final class ArrayObjects implements Reclaimable {

    static {
        Registry.add(new ArrayObjects());
    }

    @Override
    public int unitClass() {
        return UnitClass.ARRAYS;
    }

    @Override
    public long useWord(Pool pool, long offset, long incarnation) {
        if (!ArraySlots.hasSlotAt(pool, offset)) {
            return 0;
        }
        long position = pool.position() + offset;
        long word = ArrayLayout.wordAt(position);
        if (!ArrayLayout.isThere(word) || ArrayLayout.incarnation(word) != incarnation) {
            return 0;
        }
        if (ArrayLayout.state(word) == ArrayLayout.ENDED) {
            ArrayTable.finishDestroying(pool, offset, incarnation);
        }
        return position + ArrayLayout.USE;
    }

    @Override
    public void forEach(Pool pool, Visitor visitor) {
        boolean[] left = {false};
        ArraySlots.forEach(pool, offset -> {
            long word = ArrayLayout.wordAt(pool.position() + offset);
            if (ArrayLayout.isThere(word)) {
                visitor.visit(offset, ArrayLayout.incarnation(word));
            }
            left[0] |= ArrayLayout.state(word) == ArrayLayout.MAKING || ArrayLayout.state(word) == ArrayLayout.FREEING;
        });
        if (left[0]) {
            ArrayTable.of(pool).recoverIfDead();
        }
    }

    @Override
    public boolean reclaim(Pool pool, long offset, long incarnation, long expected) {
        return ArrayTable.of(pool).reclaim(offset, incarnation, expected);
    }
}
