package rockpool.engine.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.box.Order.order;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.heap.NotShareableException;
import rockpool.engine.heap.TypeMismatchException;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// Which messages a box takes: their sizes and types.
@Timeout(60)
@ExtendWith(NothingLeft.class)
class BoxTypesTest {

    sealed interface Shape permits Circle, Square {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    private final String name = TestNames.unique();

    private <T> Camlbox<T> box(int slots, int bytes, Class<T> type) {
        return Camlbox.create(name, slots, bytes, type);
    }

    @Test
    void sizesAreToldAtBothEndsAndByAddress() {
        try (var box = box(3, 100, Order.class); var sender = CamlboxSender.open(name, Order.class)) {
            assertEquals(List.of(3, 3), List.of(box.capacity(), sender.capacity()));
            assertEquals(List.of(112, 112), List.of(box.messageSize(), sender.messageSize()));
            assertEquals(List.of(name, name), List.of(box.address(), sender.address()));
            BoxInfo info = Camlbox.info(name);
            assertEquals(List.of(3, 112, 0), List.of(info.capacity(), info.messageSize(), info.messages()));
            assertEquals("rockpool.engine.box.Order[int number, String item, List amounts]", info.type());
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
}
