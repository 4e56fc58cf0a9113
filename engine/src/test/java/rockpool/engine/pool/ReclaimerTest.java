package rockpool.engine.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.memory.Memory;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.SimulatedProcesses;

/// What a reclaimer takes, with a kind of object that changes under its eyes.
@ExtendWith(NothingLeft.class)
@Timeout(60)
class ReclaimerTest {

    /// One object at a place. When it has been looked at for the second time, its place has got another one.
    private static final class Replaced implements Reclaimable {

        private final Pool where;
        private final long place;
        private long incarnation = 1;
        private int looks;
        private int taken;

        Replaced(Pool where, long place) {
            this.where = where;
            this.place = place;
        }

        @Override
        public int unitClass() {
            return UnitClass.DATA;
        }

        @Override
        public long useWord(Pool pool, long offset, long wanted) {
            if (pool != where || offset != place || wanted != incarnation) {
                return 0;
            }
            if (++looks == 2) {
                incarnation = 2;
            }
            return pool.position() + place;
        }

        @Override
        public void forEach(Pool pool, Visitor visitor) {
            if (pool == where) {
                visitor.visit(place, incarnation);
            }
        }

        @Override
        public boolean reclaim(Pool pool, long offset, long wanted, long expected) {
            taken++;
            return false;
        }
    }

    @Test
    void whatTakesThePlaceOfAnObjectThatIsBeingNotedStays() {
        try (var processes = SimulatedProcesses.with(1 << 20)) {
            Pool pool = processes.start();
            int unit = pool.units().claim(1, UnitClass.DATA, 0);
            Replaced object = new Replaced(pool, pool.units().offset(unit));
            Handle handle = Handles.of(pool).create(object.place, 2);
            Reclaimable.Registry.add(object);
            Reclaimer.of(pool).reclaim();
            assertEquals(2, object.incarnation);
            assertEquals(0, object.taken);
            assertEquals(UseWord.USED, Memory.getLongVolatile(pool.position() + object.place));
            assertEquals(2, handle.incarnation());
        }
    }
}
