package rockpool.engine.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.heap.NotShareableException;
import rockpool.engine.heap.StaleValueException;
import rockpool.engine.heap.StructView;
import rockpool.engine.heap.TypeMismatchException;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.PoolView;
import rockpool.engine.sync.WaitGraph;
import rockpool.engine.sync.WaitKind;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// What both ends of a box promise, as far as one process can show it.
@Timeout(60)
@ExtendWith(NothingLeft.class)
class CamlboxTest {

    record Order(int number, String item, List<Integer> amounts) {}

    interface OrderView {
        int number();

        String item();

        List<Integer> amounts();

        void number(int number);
    }

    sealed interface Shape permits Circle, Square {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    enum Colour { RED, GREEN }

    private static final Duration NO_TIME = Duration.ofMillis(5);

    private final String name = TestNames.unique();

    private <T> Camlbox<T> box(int slots, int bytes, Class<T> type) {
        return Camlbox.create(name, slots, bytes, type);
    }

    private static Order order(int number) {
        return new Order(number, "an item of number " + number, List.of(number, -number));
    }

    // Telling, looking, copying, deleting

    @Test
    void theTutorialsExampleGivesItsMessage() throws InterruptedException {
        try (var box = box(1, 100, String.class); var sender = CamlboxSender.open(name, String.class)) {
            sender.send("Hello world");
            List<Integer> slots = box.await();
            assertEquals(List.of(0), slots);
            assertEquals("Hello world", box.get(0));
            box.delete(0);
            assertEquals(0, box.messages());
        }
    }

    @Test
    void eachMessageIsToldOfOnceAndStaysUntilItIsDeleted() throws InterruptedException {
        try (var box = box(4, 300, Order.class); var sender = CamlboxSender.open(name, Order.class)) {
            Set<Integer> sentTo = Set.of(sender.send(order(1)), sender.send(order(2)));
            assertEquals(sentTo, new HashSet<>(box.await()));
            assertEquals(List.of(), box.await(NO_TIME));
            int third = sender.send(order(3));
            assertEquals(List.of(third), box.await());
            assertEquals(3, box.messages());
            assertEquals(3, sender.messages());
            assertEquals(order(3), box.get(third));
            assertEquals(order(3), box.get(third));
            box.delete(third);
            assertEquals(2, sender.messages());
        }
    }

    @Test
    void aMessageIsSeenInPlaceUntilItIsDeleted() throws InterruptedException {
        try (var box = box(2, 300, Order.class); var sender = CamlboxSender.open(name, Order.class)) {
            int slot = sender.send(order(7));
            box.await();
            OrderView view = box.view(slot, OrderView.class);
            StructView struct = box.view(slot, StructView.class);
            List<Integer> amounts = view.amounts();
            assertEquals(7, view.number());
            assertEquals("an item of number 7", view.item());
            assertEquals(List.of(7, -7), amounts);
            assertEquals(7, struct.get("number"));
            assertEquals("Order[number=7, item=an item of number 7, amounts=[7, -7]]", view.toString());
            assertEquals(order(7), struct.copy());
            assertEquals(box.view(slot, OrderView.class), view);
            assertThrows(UnsupportedOperationException.class, () -> view.number(8));
            box.delete(slot);
            assertThrows(StaleValueException.class, view::number);
            assertThrows(StaleValueException.class, () -> amounts.get(0));
            for (int i = 0; i < 4; i++) {
                sender.trySend(order(9));
            }
            assertThrows(StaleValueException.class, view::item);
            assertThrows(StaleValueException.class, struct::copy);
            box.await();
            assertNotEquals(box.view(slot, OrderView.class), view);
        }
    }

    @Test
    void aSlotWithoutAMessageThatWasToldOfIsEmpty() throws InterruptedException {
        try (var box = box(2, 100, String.class); var sender = CamlboxSender.open(name, String.class)) {
            assertThrows(EmptySlotException.class, () -> box.get(0));
            int slot = sender.send("not told of");
            assertThrows(EmptySlotException.class, () -> box.get(slot));
            assertThrows(EmptySlotException.class, () -> box.delete(slot));
            box.await();
            box.delete(slot);
            assertThrows(EmptySlotException.class, () -> box.delete(slot));
            assertThrows(EmptySlotException.class, () -> box.view(slot, StructView.class));
            assertThrows(EmptySlotException.class, () -> box.get(2));
            assertThrows(EmptySlotException.class, () -> box.get(-1));
        }
    }

    @Test
    void theSlotThatIsPreferredIsUsedIfItIsFree() throws InterruptedException {
        try (var box = box(8, 100, String.class); var sender = CamlboxSender.open(name, String.class)) {
            assertEquals(5, sender.send("a", 5));
            assertEquals(6, sender.send("b", 5));
            assertEquals(7, sender.send("c", 7));
            assertEquals(0, sender.send("d", 7));
            assertEquals(1, sender.send("e"));
            assertThrows(IndexOutOfBoundsException.class, () -> sender.send("f", 8));
            assertEquals(5, box.messages());
        }
    }

    @Test
    void everyKindOfValueArrivesAsItWas() throws InterruptedException {
        List<Object> values = List.of(1, -1L, 2.5, 'c', true, "", "short", "a longer text", "ünïcode ∞", List.of(), List.of(1, 2, 3),
                Map.of("k", List.of("v")), Optional.of(order(1)), order(2), Colour.GREEN, Long.MAX_VALUE, Duration.ofDays(1),
                List.of(order(3), order(4)));
        try (var box = box(4, 2000, Object.class); var sender = CamlboxSender.open(name, Object.class)) {
            for (Object value : values) {
                sender.send(value);
                assertEquals(value, box.take());
            }
            int[] array = {1, 2, 3};
            sender.send(array);
            assertEquals(List.of(1, 2, 3), IntStream.of((int[]) box.take()).boxed().toList());
        }
    }

    @Test
    void sharingAndCyclesAreKeptInAMessage() throws InterruptedException {
        try (var box = box(1, 1000, List.class); var sender = CamlboxSender.open(name, List.class)) {
            List<Object> list = new ArrayList<>();
            int[] shared = {1};
            list.add(shared);
            list.add(shared);
            list.add(list);
            sender.send(list);
            List<?> copy = box.take();
            assertTrue(copy.get(0) == copy.get(1) && copy.get(2) == copy);
        }
    }

    @Test
    void aHandleOfASenderTravelsAndSends() throws InterruptedException {
        try (var box = box(1, 100, String.class)) {
            @SuppressWarnings("unchecked")
            var sender = (CamlboxSender<Object>) Descriptors.resolve(box.sender().descriptor());
            assertEquals(box.sender(), sender);
            sender.send("by handle");
            assertEquals("by handle", box.take());
            assertThrows(TypeMismatchException.class, () -> sender.send(1));
        }
    }

    // Sizes and types

    @Test
    void sizesAreToldAtBothEndsAndByAddress() {
        try (var box = box(3, 100, Order.class); var sender = CamlboxSender.open(name, Order.class)) {
            assertEquals(List.of(3, 3), List.of(box.capacity(), sender.capacity()));
            assertEquals(List.of(112, 112), List.of(box.messageSize(), sender.messageSize()));
            assertEquals(List.of(name, name), List.of(box.address(), sender.address()));
            BoxInfo info = Camlbox.info(name);
            assertEquals(List.of(3, 112, 0), List.of(info.capacity(), info.messageSize(), info.messages()));
            assertEquals("rockpool.engine.box.CamlboxTest.Order[int number, String item, List amounts]", info.type());
        }
    }

    @Test
    void aMessageThatIsTooBigIsRefusedWithBothSizesAndNothingIsWritten() throws InterruptedException {
        try (var box = Camlbox.create(name, 1, 64, String.class, WhenFull.DROP_OLDEST);
                var sender = CamlboxSender.open(name, String.class)) {
            sender.send("it stays");
            var refused = assertThrows(MessageTooBigException.class, () -> sender.send("x".repeat(100)));
            assertEquals(List.of(128L, 64L), List.of(refused.bytes(), refused.limit()));
            assertTrue(refused.getMessage().contains("takes 128 bytes, a slot has 64"), refused.getMessage());
            var enormous = assertThrows(MessageTooBigException.class, () -> sender.trySend("y".repeat(40 << 20)));
            assertEquals((40 << 20) + 16, enormous.bytes());
            assertEquals("it stays", box.take());
            sender.send("z".repeat(48));
            assertEquals("z".repeat(48), box.take());
        }
    }

    @Test
    void aValueThatCannotBeSharedIsRefusedAndCostsNoSlot() throws InterruptedException {
        try (var box = box(1, 100, Object.class); var sender = CamlboxSender.open(name, Object.class)) {
            for (int i = 0; i < 3; i++) {
                assertThrows(NotShareableException.class, () -> sender.send(List.of(new Object())));
            }
            assertThrows(NullPointerException.class, () -> sender.send(null));
            sender.send("fits");
            assertEquals("fits", box.take());
        }
    }

    @Test
    void aSenderOfAnotherTypeIsToldBothShapes() {
        try (var box = box(2, 300, Order.class)) {
            var other = assertThrows(TypeMismatchException.class, () -> CamlboxSender.open(name, Circle.class));
            assertTrue(other.getMessage().contains("Order[int number, String item, List amounts]"), other.getMessage());
            assertTrue(other.getMessage().contains("Circle[double radius]"), other.getMessage());
            try (var untyped = CamlboxSender.open(name)) {
                assertThrows(TypeMismatchException.class, () -> untyped.send("text"));
                assertEquals(OptionalInt.of(0), untyped.trySend(order(1)));
            }
            assertEquals(Optional.of(order(1)), box.poll());
        }
    }

    @Test
    void aClassOfTheSameNameAndAnotherStructureIsAnotherTypeEvenDeepInside() throws Exception {
        Class<?> letter = Snippets.letter("int page, String text");
        Class<?> same = Snippets.letter("int page, String text");
        Class<?> other = Snippets.letter("long page, String text");
        try (var box = box(2, 300, letter); var sender = CamlboxSender.open(name, same)) {
            var mismatch = assertThrows(TypeMismatchException.class, () -> CamlboxSender.open(name, other));
            assertEquals("the receiver takes Part[int page, String text], this process sends Part[long page, String text]",
                    mismatch.getMessage());
            assertEquals(2, sender.capacity());
            assertEquals(0, box.messages());
        }
    }

    @Test
    void allThatASealedTypePermitsMayBeSent() throws InterruptedException {
        try (var box = box(2, 100, Shape.class); var all = CamlboxSender.open(name, Shape.class);
                var circles = CamlboxSender.open(name, Circle.class)) {
            all.send(new Square(1));
            circles.send(new Circle(2));
            assertEquals(Set.of(new Square(1), new Circle(2)), Set.of(box.take(), box.take()));
            assertThrows(TypeMismatchException.class, () -> CamlboxSender.open(name, Order.class));
            assertTrue(Camlbox.info(name).type().contains("Circle[double radius] or "), Camlbox.info(name).type());
        }
    }

    // When it is full

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

    // Waits and how they end

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

    // Names

    @Test
    void aNameBelongsToOneBoxAndIsFreeWhenThatIsClosed() {
        try (var box = box(1, 100, String.class)) {
            assertThrows(IllegalArgumentException.class, () -> box(1, 100, String.class));
            Camlbox.unlink(name);
            assertThrows(NoSuchBoxException.class, () -> CamlboxSender.open(name, String.class));
            assertEquals(OptionalInt.of(0), box.sender().trySend("it goes on"));
        }
        try (var sender = boxAndSender()) {
            try (var next = box(1, 100, Integer.class)) {
                assertThrows(BoxClosedException.class, () -> sender.send("to the closed one"));
                assertEquals(0, next.messages());
            }
        }
        assertThrows(NoSuchBoxException.class, () -> Camlbox.info(name));
        assertThrows(IllegalArgumentException.class, () -> Camlbox.create(name, 0, 100, String.class));
        assertThrows(IllegalArgumentException.class, () -> Camlbox.create(name, 1, 0, String.class));
        assertThrows(IllegalArgumentException.class, () -> Camlbox.create("no/name", 1, 1, String.class));
    }

    /// A sender whose box was closed.
    private CamlboxSender<String> boxAndSender() {
        try (var box = box(1, 100, String.class)) {
            return CamlboxSender.open(box.address(), String.class);
        }
    }

    @Test
    void aBoxIsLookedAtWithoutTheReceiversNotice() throws InterruptedException {
        try (var box = box(3, 300, Order.class); var sender = CamlboxSender.open(name, Order.class)) {
            int first = sender.send(order(1));
            box.await();
            sender.send(order(2));
            List<BoxImage.Shown> shown = BoxImage.peek(name, 100);
            assertEquals(List.of(true, false), shown.stream().map(BoxImage.Shown::reported).toList());
            assertEquals("Order[number=1, item=an item of number 1, amounts=[1, -1]]", shown.getFirst().text());
            assertEquals((int) ProcessHandle.current().pid(), shown.getFirst().sender());
            BoxInfo info = BoxImage.list().stream().filter(one -> one.address().equals(name)).findFirst().orElseThrow();
            assertEquals(List.of(2, 1, "open", WhenFull.BLOCK), List.of(info.messages(), info.reported(), info.state(), info.whenFull()));
            assertTrue(info.oldest().toNanos() > 0);
            assertEquals(order(1), box.get(first));
            assertEquals(order(2), box.take());
        }
        assertFalse(BoxImage.list().stream().anyMatch(info -> info.address().equals(name)));
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
