package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.heap.HeapAccess;
import rockpool.engine.inspect.HeapVerifier;
import rockpool.engine.inspect.PoolVerifier;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.CrashEveryStore;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.PoolRun;

/// A process dies before each of its stores in an operation on a blocking queue while another one waits at it. What the dead one has done
/// reaches who waits without anybody's help, and no room is lost.
@ExtendWith(NothingLeft.class)
class BlockingQueueCrashTest {

    private static void tryOperation(Supplier<? extends CrashEveryStore.Run> runs) {
        assertTrue(CrashEveryStore.tryOperation(runs).stores() > 0);
    }

    private static <T> T quietly(Callable<T> body) {
        try {
            return body.call();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /// A queue with room for one, and another process that waits at it.
    private abstract static class GateRun extends PoolRun {

        final SharedBlockingQueue<String> queue;
        final SharedBlockingQueue<String> theirs;
        private final Pool other;

        GateRun() {
            super(2 << 20);
            queue = SharedBlockingQueue.create(victim, "queue", 1);
            other = processes.start();
            theirs = find(other);
        }

        static SharedBlockingQueue<String> find(Pool pool) {
            return SharedBlockingQueue.<String>find(pool, "queue").orElseThrow();
        }

        final <T> Waiting<T> waiting(Callable<T> body) {
            return new Waiting<>(other, body).untilItWaits();
        }

        @Override
        public void recover() {
            super.recover();
            Descriptor there = seen().descriptor();
            HeapAccess.at(survivor(), there.offset(), there.incarnation()).modify(m -> null);
        }

        final SharedBlockingQueue<String> seen() {
            return find(survivor());
        }

        /// It has room for one, and nobody waits.
        final void verify() {
            assertTrue(seen().offer("last"));
            assertEquals(0, seen().remainingCapacity());
            assertEquals("last", seen().poll());
            assertEquals(List.of(), HeapVerifier.verify(survivor()));
            assertEquals(List.of(), PoolVerifier.verify(survivor()));
        }
    }

    @Test
    void whatADyingPutterHasPutReachesTheTakerThatWaits() {
        tryOperation(() -> new GateRun() {
            private final Waiting<String> taker = waiting(theirs::take);

            @Override
            public void operate() {
                quietly(() -> {
                    queue.put("of the dead");
                    return null;
                });
            }

            @Override
            public void check(boolean died) {
                eventually("the taker has what there is", seen()::isEmpty);
                assertTrue(quietly(() -> seen().offer("of the survivor", 20, TimeUnit.SECONDS)));
                List<String> all = new ArrayList<>(List.of(quietly(taker::get)));
                seen().drainTo(all);
                assertTrue(died && all.equals(List.of("of the survivor")) || all.equals(List.of("of the dead", "of the survivor")),
                    all::toString);
                verify();
            }
        });
    }

    @Test
    void theRoomThatADyingTakerHasMadeReachesThePutterThatWaits() {
        tryOperation(() -> new GateRun() {
            private final Waiting<Boolean> putter;

            {
                queue.add("first");
                putter = waiting(() -> theirs.offer("second", 20, TimeUnit.SECONDS));
            }

            @Override
            public void operate() {
                assertEquals("first", queue.poll());
            }

            @Override
            public void check(boolean died) {
                eventually("there is no room, as one waits for it", () -> seen().size() == 1);
                List<String> all = new ArrayList<>();
                while (!putter.isDone() || !seen().isEmpty()) {
                    seen().drainTo(all);
                }
                assertTrue(quietly(putter::get));
                assertTrue(died && all.equals(List.of("first", "second")) || all.equals(List.of("second")), all::toString);
                verify();
            }
        });
    }

    @Test
    void whoDiesWhileItWaitsTakesNothingWithIt() {
        tryOperation(() -> new GateRun() {
            @Override
            public void operate() {
                assertEquals(null, quietly(() -> queue.poll(1, TimeUnit.MILLISECONDS)));
            }

            @Override
            public void check(boolean died) {
                Waiting<String> taker = waiting(theirs::take);
                assertTrue(seen().offer("for the living"));
                assertEquals("for the living", quietly(taker::get));
                verify();
            }
        });
    }
}
