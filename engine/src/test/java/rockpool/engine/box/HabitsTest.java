package rockpool.engine.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// Boxes as Java programs like to use them: streams, subscribers, completions, many threads.
@Timeout(60)
@ExtendWith(NothingLeft.class)
class HabitsTest {

    private Camlbox<Integer> box;
    private CamlboxSender<Integer> sender;

    @BeforeEach
    void open() {
        box = Camlbox.create(TestNames.unique(), 4, 100, Integer.class);
        sender = CamlboxSender.open(box.address(), Integer.class);
    }

    @AfterEach
    void close() {
        box.close();
        sender.close();
    }

    private void send(int from, int to) {
        try {
            for (int i = from; i < to; i++) {
                sender.send(i);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aStreamGivesMessagesAsTheyComeAndEndsWithTheBox() throws Exception {
        Thread sends = Thread.ofPlatform().start(() -> send(0, 100));
        assertEquals(IntStream.range(0, 100).boxed().collect(Collectors.toSet()), box.stream().limit(100).collect(Collectors.toSet()));
        sends.join();
        CompletableFuture<Long> rest = CompletableFuture.supplyAsync(() -> box.stream().count());
        send(0, 3);
        eventually("all are taken", () -> box.messages() == 0);
        box.close();
        assertEquals(3, rest.get(10, TimeUnit.SECONDS));
    }

    /// Asks for two at a time.
    private static final class TwoByTwo implements Flow.Subscriber<Integer> {
        private final List<Integer> seen = new CopyOnWriteArrayList<>();
        private final CompletableFuture<String> end = new CompletableFuture<>();
        private volatile Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(2);
        }

        @Override
        public void onNext(Integer item) {
            seen.add(item);
        }

        @Override
        public void onError(Throwable thrown) {
            end.complete(thrown.getClass().getSimpleName());
        }

        @Override
        public void onComplete() {
            end.complete("complete");
        }
    }

    @Test
    void aSubscriberGetsAsManyAsItAsksFor() throws Exception {
        TwoByTwo subscriber = new TwoByTwo();
        box.publisher().subscribe(subscriber);
        send(0, 4);
        eventually("two have come", () -> subscriber.seen.size() == 2);
        assertEquals(2, box.messages());
        subscriber.subscription.request(1);
        eventually("a third has come", () -> subscriber.seen.size() == 3);
        subscriber.subscription.cancel();
        assertEquals(1, box.messages());

        TwoByTwo second = new TwoByTwo();
        box.publisher().subscribe(second);
        eventually("the last has come", () -> second.seen.size() == 1);
        box.close();
        assertEquals("complete", second.end.get(10, TimeUnit.SECONDS));
        subscriber.seen.addAll(second.seen);
        assertEquals(Set.of(0, 1, 2, 3), Set.copyOf(subscriber.seen));
    }

    @Test
    void aSubscriberThatAsksForNothingIsToldSo() throws Exception {
        TwoByTwo subscriber = new TwoByTwo();
        box.publisher().subscribe(subscriber);
        eventually("it is subscribed", () -> subscriber.subscription != null);
        subscriber.subscription.request(0);
        assertEquals("IllegalArgumentException", subscriber.end.get(10, TimeUnit.SECONDS));
        assertEquals(List.of(), subscriber.seen);
    }

    @Test
    void anEventLoopWaitsForACompletion() throws Exception {
        CompletableFuture<Boolean> ready = box.ready();
        assertFalse(ready.isDone());
        send(5, 6);
        assertTrue(ready.get(10, TimeUnit.SECONDS));
        assertEquals(List.of(0), box.await(Duration.ZERO));
        box.delete(0);

        CompletableFuture<Boolean> called = box.ready();
        sender.wake();
        assertFalse(called.get(10, TimeUnit.SECONDS));

        CompletableFuture<Integer> taken = box.takeAsync();
        send(6, 7);
        assertEquals(6, taken.get(10, TimeUnit.SECONDS));
        eventually("it is deleted", () -> box.messages() == 0);
    }

    @Test
    void aCompletionThatIsCancelledLosesNoMessage() throws Exception {
        for (int i = 0; i < 50; i++) {
            CompletableFuture<Integer> taken = box.takeAsync();
            int message = i;
            Thread sends = Thread.ofVirtual().start(() -> send(message, message + 1));
            boolean cancelled = taken.cancel(true);
            sends.join();
            assertEquals(message, cancelled ? box.take() : taken.get(10, TimeUnit.SECONDS));
            eventually("nothing is left", () -> box.messages() == 0);
        }
    }

    @Test
    void aCompletionEndsWhenTheBoxIsClosed() {
        CompletableFuture<Integer> taken = box.takeAsync();
        box.close();
        var thrown = assertThrows(ExecutionException.class, () -> taken.get(10, TimeUnit.SECONDS));
        assertInstanceOf(BoxClosedException.class, thrown.getCause());
    }

    @Test
    void sendingDoesNotKeepAnEventLoopWaiting() throws Exception {
        for (int i = 0; i < 4; i++) {
            assertTrue(sender.sendAsync(i).isDone());
        }
        CompletableFuture<Integer> fifth = sender.sendAsync(4);
        assertFalse(fifth.isDone());
        box.take();
        fifth.get(10, TimeUnit.SECONDS);
        assertEquals(4, box.messages());
        CompletableFuture<Integer> sixth = sender.sendAsync(5);
        box.close();
        var thrown = assertThrows(ExecutionException.class, () -> sixth.get(10, TimeUnit.SECONDS));
        assertInstanceOf(BoxClosedException.class, thrown.getCause());
    }

    @Test
    void aCancelledTakeSaysSo() throws Exception {
        AtomicBoolean thrown = new AtomicBoolean();
        Thread waits = Thread.ofPlatform().start(() -> {
            assertThrows(CancellationException.class, box::take);
            thrown.set(true);
        });
        eventually("it waits", () -> BoxWaitTest.isAsleep(waits));
        sender.wake();
        box.cancelWait();
        waits.join();
        assertTrue(thrown.get());
    }

    @Test
    void manyThreadsOfBothKindsSendAndReceiveEachMessageOnce() throws Exception {
        int each = 2_000;
        int threads = 6;
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int t = 0; t < threads; t++) {
                int from = t * each;
                if (t % 2 == 0) {
                    executor.submit(() -> send(from, from + each));
                } else {
                    Thread.ofPlatform().start(() -> send(from, from + each));
                }
            }
            for (int t = 0; t < 3; t++) {
                executor.submit(() -> {
                    for (int i = 0; i < threads * each / 3; i++) {
                        assertTrue(seen.add(box.take()));
                    }
                    return null;
                });
            }
        }
        assertEquals(threads * each, seen.size());
        assertEquals(0, box.messages());
    }
}
