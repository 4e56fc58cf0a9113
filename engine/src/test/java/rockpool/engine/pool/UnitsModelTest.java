package rockpool.engine.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.memory.Memory;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.SimulatedProcesses;

/// The unit allocator beside a plain model, under random operations of several processes that come, die and go.
@ExtendWith(NothingLeft.class)
class UnitsModelTest {

    private static final int UNITS = 64;
    private static final int STEPS = 3000;

    /// What must be true of a run.
    private record Run(int length, int unitClass, int owner, long stamp) {}

    private final Map<Integer, Run> model = new TreeMap<>();
    private Random random;
    private long stamps;

    @Test
    void theAllocatorDoesWhatTheModelSays() {
        for (int round = 0; round < 4; round++) {
            long seed = System.nanoTime();
            System.out.println("UnitsModelTest seed=" + seed);
            random = new Random(seed);
            model.clear();
            try (SimulatedProcesses processes = SimulatedProcesses.with((long) UNITS << PoolLayout.UNIT_SHIFT)) {
                processes.start();
                for (int step = 0; step < STEPS; step++) {
                    step(processes, "seed=" + seed + " step=" + step);
                }
                compare(processes, "seed=" + seed + ", end");
                PoolAssertions.assertSound(processes);
            } catch (RuntimeException e) {
                throw new AssertionError("seed=" + seed, e);
            }
        }
    }

    private void step(SimulatedProcesses processes, String where) {
        List<Pool> alive = processes.alive();
        Pool pool = alive.get(random.nextInt(alive.size()));
        switch (random.nextInt(20)) {
            case 0 -> pool.units().trim();
            case 1 -> compare(processes, where);
            case 2 -> comeOrGo(processes, pool, alive.size());
            case 3 -> die(processes, pool, alive.size());
            case 4, 5, 6, 7, 8, 9, 10 -> release(pool);
            default -> claim(pool, where);
        }
    }

    private void claim(Pool pool, String where) {
        int length = random.nextInt(3) == 0 ? 1 + random.nextInt(9) : 1;
        int unitClass = length > 1 ? UnitClass.LARGE_HEAD : UnitClass.SPAN;
        int owner = random.nextInt(Units.MOST_OWNERS + 1);
        try {
            int first = pool.units().claim(length, unitClass, owner);
            for (Map.Entry<Integer, Run> other : model.entrySet()) {
                int end = other.getKey() + other.getValue().length();
                assertTrue(first + length <= other.getKey() || first >= end, where + ": " + first + "+" + length + " overlaps " + other);
            }
            Run run = new Run(length, unitClass, owner, ++stamps);
            model.put(first, run);
            stamp(pool, first, run);
        } catch (OutOfPoolMemoryException e) {
            assertEquals(OutOfPoolMemoryException.Why.POOL_FULL, e.why());
            assertTrue(longestFree() < length, where + ": " + length + " units refused, but " + longestFree() + " are free together");
        }
    }

    private static void stamp(Pool pool, int first, Run run) {
        for (int unit = first; unit < first + run.length(); unit++) {
            Memory.putLong(pool.position() + pool.units().offset(unit), run.stamp());
            Memory.putLong(pool.position() + pool.units().offset(unit) + PoolLayout.UNIT_BYTES - 8, run.stamp());
        }
        long meta = pool.position() + pool.units().metaOffset(first);
        for (int at = 0; at < UnitMeta.BYTES; at += 8) {
            assertEquals(0, Memory.getLong(meta + at), "meta of unit " + first);
            Memory.putLong(meta + at, run.stamp());
        }
    }

    private int longestFree() {
        int longest = 0;
        int from = 0;
        for (Map.Entry<Integer, Run> run : model.entrySet()) {
            longest = Math.max(longest, run.getKey() - from);
            from = run.getKey() + run.getValue().length();
        }
        return Math.max(longest, UNITS - from);
    }

    private void release(Pool pool) {
        if (!model.isEmpty()) {
            int first = new ArrayList<>(model.keySet()).get(random.nextInt(model.size()));
            pool.units().release(first, model.remove(first).length());
        }
    }

    private void comeOrGo(SimulatedProcesses processes, Pool pool, int alive) {
        if (alive > 1 && random.nextBoolean()) {
            pool.close();
        } else if (alive < 5) {
            processes.start();
        }
    }

    /// A claim that is cut off at a random store has happened or not.
    private void die(SimulatedProcesses processes, Pool pool, int alive) {
        if (alive < 2) {
            return;
        }
        int[] claimed = {-1};
        boolean died = processes.dieAt(pool, random.nextInt(12), () -> claimed[0] = claimOrNone(pool));
        Pool survivor = processes.alive().getFirst();
        survivor.recoverDead();
        if (died) {
            adoptComplete(survivor);
        } else if (claimed[0] >= 0) {
            survivor.units().release(claimed[0], 2);
        }
    }

    private static int claimOrNone(Pool pool) {
        try {
            return pool.units().claim(2, UnitClass.LARGE_HEAD, 99);
        } catch (OutOfPoolMemoryException e) {
            return -1;
        }
    }

    /// Gives back what the dead one had completed: a run that the model does not know.
    private void adoptComplete(Pool survivor) {
        for (int unit = 0; unit < UNITS; unit++) {
            if (Units.classOf(survivor.units().word(unit)) == UnitClass.LARGE_HEAD && !model.containsKey(unit)) {
                survivor.units().release(unit, 2);
            }
        }
    }

    private void compare(SimulatedProcesses processes, String where) {
        Pool pool = processes.alive().getFirst();
        int used = 0;
        for (Map.Entry<Integer, Run> entry : model.entrySet()) {
            Run run = entry.getValue();
            used += run.length();
            long word = pool.units().word(entry.getKey());
            assertEquals(run.unitClass(), Units.classOf(word), where);
            assertEquals(run.owner(), Units.ownerOf(word), where);
            assertEquals(run.length(), pool.units().runLength(entry.getKey()), where);
            for (int unit = entry.getKey(); unit < entry.getKey() + run.length(); unit++) {
                assertTrue(Units.backed(pool.units().word(unit)), where);
                assertEquals(run.stamp(), Memory.getLong(pool.position() + pool.units().offset(unit)), where);
                assertEquals(run.stamp(), Memory.getLong(pool.position() + pool.units().offset(unit) + PoolLayout.UNIT_BYTES - 8), where);
            }
        }
        assertEquals(UNITS - used, pool.units().free(), where);
    }
}
