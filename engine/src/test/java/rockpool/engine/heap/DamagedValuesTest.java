package rockpool.engine.heap;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.data.Ref;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// Readers of damaged memory throw; they neither crash nor loop.
@ExtendWith(NothingLeft.class)
class DamagedValuesTest {

    private static final int FLIPS = 1000;

    private Pool pool;

    @BeforeEach
    void create() {
        pool = Pool.create(TestNames.unique(), 1L << 23);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void aThousandFlipsInAHeapEndInValuesOrExceptions() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        var values = new RandomValues(random);
        Ref<Object> ref = Ref.create(pool, null);
        Map<String, Integer> outcomes = new HashMap<>();
        for (int i = 0; i < FLIPS; i++) {
            if (i % 20 == 0) {
                ref.set(values.graph(300));
            }
            long block = ref.heap().root();
            long position = Words.isReference(block) && random.nextBoolean() ? near(block, random) : anywhere(random);
            byte before = Memory.getByte(position);
            Memory.putByte(position, (byte) (before ^ 1 << random.nextInt(8)));
            try {
                assertTimeoutPreemptively(Duration.ofSeconds(20), () -> readEveryWay(ref, outcomes), "seed=" + seed + ", flip " + i);
            } finally {
                Memory.putByte(position, before);
            }
        }
        assertTrue(outcomes.size() > 2, () -> "the damage was noticed: " + outcomes + ", seed=" + seed);
    }

    private long near(long block, Random random) {
        return pool.position() + block + random.nextInt(4096 - (int) (block & 4095));
    }

    private long anywhere(Random random) {
        long first = pool.units().offset(0);
        return pool.position() + first + random.nextLong(pool.region().limit() - first);
    }

    private static void readEveryWay(Ref<Object> ref, Map<String, Integer> outcomes) {
        attempt(outcomes, ref::get);
        attempt(outcomes, () -> ValueText.show(ref.heap(), 1000));
        attempt(outcomes, () -> ref.view(List.class).toString());
        attempt(outcomes, () -> ref.view(StructView.class).toString());
        attempt(outcomes, () -> Reading.read(ref.heap(), source -> new CopyOut(source, true, null).read(ref.heap().root(), null)));
    }

    private static void attempt(Map<String, Integer> outcomes, Runnable read) {
        String outcome = "value";
        try {
            read.run();
        } catch (RuntimeException | OutOfMemoryError e) {
            outcome = e.getClass().getSimpleName();
        } catch (StackOverflowError e) {
            outcome = "hashing a value that damage made cyclic";
        }
        synchronized (outcomes) {
            outcomes.merge(outcome, 1, Integer::sum);
        }
    }
}
