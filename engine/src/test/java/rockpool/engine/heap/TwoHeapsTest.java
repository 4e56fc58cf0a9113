package rockpool.engine.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.pool.Pool;
import rockpool.engine.sync.DeadlockException;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

@ExtendWith(NothingLeft.class)
class TwoHeapsTest {

    private static CompletableFuture<Boolean> modifyBoth(Heap outer, Heap inner, CyclicBarrier both) {
        CompletableFuture<Boolean> told = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                outer.modify(mutator -> {
                    await(both);
                    return inner.modify(other -> 0);
                });
                told.complete(false);
            } catch (DeadlockException e) {
                told.complete(e.getMessage().matches(".* waits \\d+ ms for lock .*"));
            } catch (Throwable e) {
                told.completeExceptionally(e);
            }
        });
        return told;
    }

    private static void await(CyclicBarrier both) {
        try {
            both.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void threadsThatModifyThemInOppositeOrderAreToldOfTheDeadlock() throws Exception {
        try (Pool pool = Pool.create(TestNames.unique(), 4 << 20)) {
            Heap left = Heap.create(pool, "left");
            Heap right = Heap.create(pool, "right");
            for (int round = 0; round < 10; round++) {
                CyclicBarrier both = new CyclicBarrier(2);
                List<CompletableFuture<Boolean>> threads = new ArrayList<>();
                threads.add(modifyBoth(left, right, both));
                threads.add(modifyBoth(right, left, both));
                int told = 0;
                for (CompletableFuture<Boolean> thread : threads) {
                    told += thread.get(20, TimeUnit.SECONDS) ? 1 : 0;
                }
                assertEquals(1, told, "one gives up, the other goes on");
            }
            assertEquals("done", left.modify(mutator -> right.modify(other -> "done")));
        }
    }
}
