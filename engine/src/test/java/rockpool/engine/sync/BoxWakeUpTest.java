package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rockpool.engine.box.Camlbox;
import rockpool.engine.box.CamlboxSender;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// Senders and receivers of a box are held up at the steps of the protocol at random. No watcher and no short sleep helps: a single wake-up
/// that is lost makes the test fail.
@Timeout(120)
@ExtendWith({NothingLeft.class, WakeUpsAlone.class})
class BoxWakeUpTest {

    private static final int SENDERS = 3;
    private static final int MESSAGES = 4_000 * Integer.getInteger("rockpool.soak", 1);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void noWakeUpIsLostBetweenSendersAndAReceiverThatTakes(int slots) throws InterruptedException {
        String name = TestNames.unique();
        try (var box = Camlbox.create(name, slots, 32, Integer.class)) {
            List<Thread> senders = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                int first = i * MESSAGES;
                Thread.Builder builder = i % 2 == 0 ? Thread.ofPlatform() : Thread.ofVirtual();
                senders.add(builder.start(() -> send(name, first)));
            }
            BitSet seen = new BitSet();
            while (seen.cardinality() < SENDERS * MESSAGES) {
                for (int slot : box.await()) {
                    seen.set(box.get(slot));
                    box.delete(slot);
                }
            }
            for (Thread sender : senders) {
                sender.join();
            }
            assertEquals(0, box.messages());
        }
    }

    private static void send(String name, int first) {
        try (var sender = CamlboxSender.open(name, Integer.class)) {
            for (int i = first; i < first + MESSAGES; i++) {
                sender.send(i);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
