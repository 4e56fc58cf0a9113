package rockpool.engine.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.pool.PoolView;
import rockpool.engine.sync.WaitGraph;
import rockpool.engine.sync.WaitKind;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// What happens to who waits at a box, for room or for a message, as far as one process can show it.
@Timeout(60)
@ExtendWith(NothingLeft.class)
class BoxWaitTest {

    private static final Duration NO_TIME = Duration.ofMillis(5);

    private final String name = TestNames.unique();

    private <T> Camlbox<T> box(int slots, int bytes, Class<T> type) {
        return Camlbox.create(name, slots, bytes, type);
    }

    @Test
    void aSenderBlocksUntilASlotIsFree() throws Exception {
        try (var box = box(2, 100, Integer.class); var sender = CamlboxSender.open(name, Integer.class)) {
            sender.send(1);
            assertEquals(1, box.take());
            sender.send(1);
            sender.send(2);
            Thread third = Thread.ofPlatform().start(() -> sendQuietly(sender, 3));
            eventually("the sender waits", () -> isAsleep(third));
            assertEquals(List.of(third.getName()), waitersFor(Thread.currentThread()));
            assertEquals(1, box.take());
            third.join();
            assertEquals(Set.of(2, 3), Set.of(box.take(), box.take()));
        }
    }

    @Test
    void aBoxThatFailsWhenItIsFullSaysSo() throws InterruptedException {
        try (var box = Camlbox.create(name, 2, 100, Integer.class, WhenFull.FAIL); var sender = CamlboxSender.open(name, Integer.class)) {
            sender.send(1);
            sender.send(2);
            assertThrows(BoxFullException.class, () -> sender.send(3));
            assertEquals(OptionalInt.empty(), sender.trySend(3));
            assertEquals(OptionalInt.empty(), sender.trySend(3, NO_TIME));
            assertEquals(1, box.take());
            sender.send(3);
            assertEquals(2, box.messages());
        }
    }

    @Test
    void aBoxThatDropsTheOldestKeepsTheLast() throws InterruptedException {
        try (var box = Camlbox.create(name, 3, 100, Integer.class, WhenFull.DROP_OLDEST);
                var sender = CamlboxSender.open(name, Integer.class)) {
            for (int i = 1; i <= 10; i++) {
                sender.send(i);
            }
            assertEquals(Set.of(8, 9, 10), Set.of(box.take(), box.take(), box.take()));
        }
    }

    @Test
    void whatTheReceiverWasToldOfIsNotDropped() throws InterruptedException {
        try (var box = Camlbox.create(name, 2, 100, Integer.class, WhenFull.DROP_OLDEST);
                var sender = CamlboxSender.open(name, Integer.class)) {
            int kept = sender.send(1);
            box.await();
            for (int i = 2; i <= 5; i++) {
                sender.send(i);
            }
            assertEquals(1, box.get(kept));
            assertEquals(5, box.take());
            sender.send(6);
            box.await();
            assertEquals(OptionalInt.empty(), sender.trySend(7, NO_TIME));
            box.delete(kept);
            assertTrue(sender.trySend(7, NO_TIME).isPresent());
        }
    }

    // How waits end

    @Test
    void aWaitEndsEmptyWhenAThreadCancelsItOrASenderCalls() throws Exception {
        try (var box = box(2, 100, String.class); var sender = CamlboxSender.open(name, String.class)) {
            for (Runnable end : List.<Runnable>of(box::cancelWait, sender::wake)) {
                List<Integer> told = new ArrayList<>(List.of(-1));
                Thread waits = Thread.ofPlatform().start(() -> awaitQuietly(box, told));
                eventually("the receiver waits", () -> isAsleep(waits));
                end.run();
                waits.join();
                assertEquals(List.of(), told);
                end.run();
                assertEquals(List.of(), box.await());
                assertEquals(List.of(), box.await(NO_TIME));
            }
        }
    }

    @Test
    void aMessageComesBeforeACall() throws InterruptedException {
        try (var box = box(2, 100, String.class); var sender = CamlboxSender.open(name, String.class)) {
            sender.wake();
            int slot = sender.send("message");
            assertEquals(List.of(slot), box.await());
            assertEquals(List.of(), box.await());
        }
    }

    @Test
    void aDeadlineEndsAWaitAndAnInterruptThrows() throws Exception {
        try (var box = box(1, 100, String.class); var sender = CamlboxSender.open(name, String.class)) {
            assertEquals(Optional.empty(), box.poll(NO_TIME));
            assertEquals(Optional.empty(), box.poll());
            sender.send("fills it");
            assertEquals(OptionalInt.empty(), sender.trySend("no room", NO_TIME));
            assertInterrupted(() -> sender.send("no room"));
            assertEquals("fills it", box.take());
            assertInterrupted(box::take);
            assertInterrupted(box::await);
        }
    }

    private interface Wait {
        void run() throws Exception;
    }

    private static void assertInterrupted(Wait wait) throws InterruptedException {
        for (Thread.Builder builder : List.of(Thread.ofPlatform(), Thread.ofVirtual())) {
            List<Throwable> thrown = new ArrayList<>();
            Thread thread = builder.start(() -> {
                try {
                    wait.run();
                } catch (Throwable e) {
                    thrown.add(e);
                }
            });
            eventually("it waits", () -> isAsleep(thread));
            thread.interrupt();
            thread.join();
            assertEquals(InterruptedException.class, thrown.getFirst().getClass());
        }
    }

    @Test
    void closingABoxEndsTheWaitsOfBothEnds() throws Exception {
        var box = box(1, 100, String.class);
        try (var sender = CamlboxSender.open(name, String.class)) {
            sender.send("fills it");
            List<Throwable> thrown = new ArrayList<>();
            Thread blocked = Thread.ofPlatform().start(() -> thrown.add(assertThrows(Throwable.class, () -> sender.send("waits"))));
            eventually("the sender waits", () -> isAsleep(blocked));
            box.close();
            blocked.join();
            assertEquals(BoxClosedException.class, thrown.getFirst().getClass());
            assertTrue(thrown.getFirst().getMessage().contains("its receiver has closed it"));
            assertThrows(BoxClosedException.class, () -> sender.send("later"));
            assertThrows(NoSuchBoxException.class, () -> CamlboxSender.open(name, String.class));
            assertThrows(BoxClosedException.class, box::take);
            assertThrows(BoxClosedException.class, () -> box.get(0));
        }
    }

    @Test
    void closingABoxEndsTheReceiversOwnWait() throws Exception {
        var box = box(1, 100, String.class);
        List<Throwable> thrown = new ArrayList<>();
        Thread waits = Thread.ofPlatform().start(() -> thrown.add(assertThrows(Throwable.class, box::await)));
        eventually("the receiver waits", () -> isAsleep(waits));
        box.close();
        waits.join();
        assertEquals(BoxClosedException.class, thrown.getFirst().getClass());
    }

    /// The threads that wait for room in the box, on the part of a receiving thread.
    private List<String> waitersFor(Thread receiver) {
        try (PoolView view = Boxes.view(name)) {
            return WaitGraph.of(view).waits().stream()
                    .filter(wait -> wait.kind() == WaitKind.BOX_FULL)
                    .filter(wait -> wait.owners().stream().anyMatch(owner -> owner.thread().equals(receiver.getName())))
                    .map(wait -> wait.waiter().thread()).toList();
        }
    }

    private static void sendQuietly(CamlboxSender<Integer> sender, int value) {
        try {
            sender.send(value);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitQuietly(Camlbox<String> box, List<Integer> told) {
        try {
            List<Integer> slots = box.await();
            told.clear();
            told.addAll(slots);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Whether a thread sleeps in a wait, platform or virtual.
    static boolean isAsleep(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().equals("rockpool.engine.sync.WordWait") && frame.getMethodName().equals("sleep")) {
                return true;
            }
        }
        return false;
    }
}
