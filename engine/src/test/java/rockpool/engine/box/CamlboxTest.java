package rockpool.engine.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.box.Order.order;

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
import rockpool.engine.heap.StaleValueException;
import rockpool.engine.heap.StructView;
import rockpool.engine.heap.TypeMismatchException;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// What is in a box: told of, looked at, copied and deleted, and under which name.
@Timeout(60)
@ExtendWith(NothingLeft.class)
class CamlboxTest {

    enum Colour { RED, GREEN }

    private static final Duration NO_TIME = Duration.ofMillis(5);

    private final String name = TestNames.unique();

    private <T> Camlbox<T> box(int slots, int bytes, Class<T> type) {
        return Camlbox.create(name, slots, bytes, type);
    }

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
            Order.View view = box.view(slot, Order.View.class);
            StructView struct = box.view(slot, StructView.class);
            List<Integer> amounts = view.amounts();
            assertEquals(7, view.number());
            assertEquals("an item of number 7", view.item());
            assertEquals(List.of(7, -7), amounts);
            assertEquals(7, struct.get("number"));
            assertEquals("Order[number=7, item=an item of number 7, amounts=[7, -7]]", view.toString());
            assertEquals(order(7), struct.copy());
            assertEquals(box.view(slot, Order.View.class), view);
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
            assertNotEquals(box.view(slot, Order.View.class), view);
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
}
