package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Scanner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.inspect.ArrayVerifier;
import rockpool.engine.inspect.PoolVerifier;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.Reclaimer;
import rockpool.engine.testing.ChildJvm;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// Real processes that share primitive arrays.
@ExtendWith(NothingLeft.class)
@Timeout(120)
class ArrayProcessesTest {

    private static final int TIMES = 20_000;
    private static final int SIGKILL = 137;

    private Pool pool;

    @BeforeEach
    void makePool() {
        pool = Pool.create(TestNames.unique(), 4 << 20);
    }

    @AfterEach
    void verify() {
        assertEquals(List.of(), PoolVerifier.verify(pool));
        assertEquals(List.of(), ArrayVerifier.verify(pool));
        pool.close();
    }

    @Test
    void unrelatedProcessesCountInOneArray() {
        LongArray hits = LongArray.create(pool, "hits", 2, 8);
        try (ChildJvm one = ChildJvm.start(Counter.class, pool.name()); ChildJvm other = ChildJvm.start(Counter.class, pool.name())) {
            one.expectLine("counted");
            other.expectLine("counted");
            assertArrayEquals(new long[] {2 * TIMES, 0, 0, 0, 0, 0, 0, 2}, hits.slice(1).toArray());
            hits.destroy();
            one.send("look");
            one.expectLine("IllegalStateException");
            other.kill();
        }
        eventually("the array's memory is free", () -> {
            pool.recoverDead();
            Reclaimer.of(pool).reclaim();
            return ArrayInfo.list(pool).isEmpty();
        });
    }

    /// Counts in an array that somebody else made.
    static final class Counter {
        public static void main(String[] arguments) {
            Pool pool = Pool.attach(arguments[0]);
            LongArray row = LongArray.find(pool, "hits").orElseThrow().slice(1);
            MemorySegment segment = row.segment();
            row.getAndAdd(7, 1);
            for (int i = 0; i < TIMES; i++) {
                row.getAndAdd(0, 1);
            }
            System.out.println("counted");
            new Scanner(System.in).nextLine();
            try {
                segment.get(ValueLayout.JAVA_LONG, 0);
                row.get(0);
            } catch (IllegalStateException e) {
                System.out.println(e.getClass().getSimpleName());
            }
        }
    }

    @Test
    void aProcessThatIsKilledWhileItMakesOrDestroysAnArrayLeavesNothing() {
        for (String point : List.of("array.create.allocated", "array.destroy.unnamed")) {
            try (ChildJvm child = ChildJvm.startDyingAt(point, 1, Maker.class, pool.name())) {
                assertEquals(SIGKILL, child.waitFor(), child.output());
            }
            pool.recoverDead();
            LongArray next = LongArray.create(pool, "made", 3);
            assertEquals(List.of("long[3] made"), ArrayInfo.list(pool).stream().map(ArrayInfo::toString).toList());
            next.destroy();
            assertTrue(ArrayInfo.list(pool).isEmpty());
        }
    }

    /// Makes an array, and destroys it.
    static final class Maker {
        public static void main(String[] arguments) {
            Pool pool = Pool.attach(arguments[0]);
            LongArray.create(pool, "made", 100_000).destroy();
        }
    }
}
