package rockpool.engine.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.ChildJvm;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// Real processes that send and receive, and are killed.
///
/// `-Drockpool.soak=10` makes the random parts ten times as long.
@Timeout(600)
@ExtendWith(NothingLeft.class)
class BoxProcessesTest {

    private static final int SOAK = Integer.getInteger("rockpool.soak", 1);
    private static final int SLOTS = 5;
    private static final int BYTES = 400;
    private static final int SENDERS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name = TestNames.unique();
    private int users = 1;

    /// What a child runs.
    static final class Child {

        public static void main(String[] args) throws InterruptedException {
            String box = args[1];
            int user = Integer.parseInt(args[2]);
            switch (args[0]) {
                case "send" -> send(box, user);
                case "once" -> sendOnce(box, user);
                case "receive" -> receive(box);
                default -> throw new IllegalArgumentException("what=" + args[0]);
            }
        }

        private static void send(String name, int user) throws InterruptedException {
            try (var sender = CamlboxSender.open(name, Letter.class)) {
                for (int number = 0; number < Integer.MAX_VALUE; number++) {
                    sender.send(Letter.of(user, number));
                }
            } catch (BoxClosedException e) {
                System.out.println(e.getMessage());
            }
        }

        private static void sendOnce(String name, int user) throws InterruptedException {
            try (var sender = CamlboxSender.open(name, Letter.class)) {
                sender.send(Letter.of(user, 0));
                System.out.println("sent");
            }
        }

        private static void receive(String name) throws InterruptedException {
            try (var box = Camlbox.create(name, SLOTS, BYTES, Letter.class)) {
                System.out.println("open");
                for (int count = 1; ; count++) {
                    for (int slot : box.await()) {
                        if (!box.get(slot).isWhole()) {
                            System.out.println("torn: " + box.get(slot));
                        }
                        box.delete(slot);
                    }
                    if (count % 200 == 0) {
                        System.out.println("received");
                    }
                }
            }
        }
    }

    private ChildJvm sender() {
        return ChildJvm.start(Child.class, "send", name, String.valueOf(users++));
    }

    /// The referee: takes all messages, and knows which it has seen.
    private static final class Ledger {
        private final Map<Integer, BitSet> seen = new HashMap<>();
        private int count;

        void add(Letter letter) {
            assertTrue(letter.isWhole(), letter::toString);
            BitSet ofSender = seen.computeIfAbsent(letter.sender(), missing -> new BitSet());
            assertFalse(ofSender.get(letter.number()), () -> "twice: " + letter);
            ofSender.set(letter.number());
            count++;
        }

        /// Of a sender that sends one after the other all must have come up to the last, except for what is still in the box.
        void verify() {
            seen.forEach((sender, numbers) -> assertTrue(numbers.length() - numbers.cardinality() <= 0,
                    () -> "sender " + sender + ": lost " + (numbers.length() - numbers.cardinality())));
        }
    }

    private void take(Camlbox<Letter> box, Ledger ledger, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            ledger.add(box.poll(PATIENCE).orElseThrow(() -> new AssertionError("no message within " + PATIENCE)));
        }
    }

    @Test
    void sendersThatAreKilledAtRandomCostNoSlotAndNoMessage() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int kills = 100 * SOAK;
        Ledger ledger = new Ledger();
        Deque<ChildJvm> senders = new ArrayDeque<>();
        try (var box = Camlbox.create(name, SLOTS, BYTES, Letter.class)) {
            for (int i = 0; i < SENDERS; i++) {
                senders.add(sender());
            }
            for (int i = 0; i < kills; i++) {
                ChildJvm victim = senders.poll();
                int victims = users - SENDERS;
                eventuallyHeardOf(box, ledger, victims);
                take(box, ledger, random.nextInt(30));
                victim.kill();
                senders.add(sender());
            }
            take(box, ledger, 1000);
            senders.forEach(ChildJvm::kill);
            try (var own = CamlboxSender.open(name, Letter.class)) {
                BoxVerifier.verify(box, own, 0).forEach(ledger::add);
                BoxVerifier.verifyPool(Box.in(Pool.open().getFirst()).orElseThrow());
            }
        } finally {
            senders.forEach(ChildJvm::close);
        }
        ledger.verify();
        System.out.println(kills + " senders killed, " + ledger.count + " messages");
    }

    /// Takes messages until one of a sender has come, so that it is killed while it sends.
    private void eventuallyHeardOf(Camlbox<Letter> box, Ledger ledger, int sender) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!ledger.seen.containsKey(sender)) {
            take(box, ledger, 1);
            assertTrue(System.nanoTime() < deadline, "sender " + sender + " is not heard of");
        }
    }

    @Test
    void receiversThatAreKilledAtRandomEndTheirSendersWaits() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int kills = 40 * SOAK;
        long sent = 0;
        for (int i = 0; i < kills; i++) {
            try (ChildJvm receiver = ChildJvm.start(Child.class, "receive", name, "0")) {
                receiver.expectLine("open");
                sent += sendUntilKilled(receiver, random);
                assertFalse(receiver.output().contains("torn"), receiver.output());
            }
        }
        System.out.println(kills + " receivers killed, " + sent + " messages");
        try (var box = Camlbox.create(name, 1, 16, String.class)) {
            assertEquals(0, box.messages());
        }
    }

    /// Two threads send until they are told that the receiver is dead.
    private long sendUntilKilled(ChildJvm receiver, Random random) throws InterruptedException {
        long[] sent = new long[2];
        List<Throwable> ends = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 2; t++) {
            int which = t;
            threads.add(Thread.ofPlatform().start(() -> {
                try (var sender = CamlboxSender.open(name, Letter.class)) {
                    while (true) {
                        sender.send(Letter.of(which, (int) sent[which]));
                        sent[which]++;
                    }
                } catch (Throwable e) {
                    synchronized (ends) {
                        ends.add(e);
                    }
                }
            }));
        }
        long enough = random.nextInt(500);
        eventually("messages are sent", PATIENCE, () -> sent[0] + sent[1] >= enough || !ends.isEmpty());
        receiver.kill();
        for (Thread thread : threads) {
            thread.join(PATIENCE);
            assertFalse(thread.isAlive(), "a sender waits for a dead receiver");
        }
        ends.forEach(end -> assertTrue(end.toString().contains("BoxClosedException") && end.toString().contains("receiver has died"),
                end::toString));
        return sent[0] + sent[1];
    }

    @ParameterizedTest
    @ValueSource(strings = {"box.claimed", "box.written", "box.full"})
    void aSenderThatIsKilledAtAStepCostsNoSlot(String point) throws Exception {
        try (var box = Camlbox.create(name, 1, BYTES, Letter.class); var own = CamlboxSender.open(name, Letter.class)) {
            for (int i = 0; i < 3; i++) {
                try (ChildJvm victim = ChildJvm.startDyingAt(point, 1, Child.class, "once", name, "1")) {
                    assertEquals(137, victim.waitFor(), victim.output());
                }
                boolean there = point.equals("box.full");
                assertEquals(there ? 1 : 0, box.messages());
                assertEquals(there, box.poll(Duration.ofMillis(5)).isPresent());
                int slot = own.trySend(Letter.of(2, i), PATIENCE).orElseThrow();
                assertEquals(0, slot);
                assertEquals(Letter.of(2, i), box.take());
            }
            assertEquals(1, BoxVerifier.verify(box, own, 3).size() + 1);
        }
    }

    @Test
    void aSenderThatIsKilledBeforeItWakesTheReceiverIsHeardAllTheSame() throws Exception {
        try (var box = Camlbox.create(name, 2, BYTES, Letter.class)) {
            List<Letter> got = new ArrayList<>();
            Thread waits = Thread.ofPlatform().start(() -> {
                try {
                    got.add(box.take());
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            eventually("it waits", () -> BoxWaitTest.isAsleep(waits));
            try (ChildJvm victim = ChildJvm.startDyingAt("box.full", 1, Child.class, "once", name, "1")) {
                assertEquals(137, victim.waitFor(), victim.output());
            }
            waits.join(PATIENCE);
            assertEquals(List.of(Letter.of(1, 0)), got);
        }
    }

    @ParameterizedTest
    @EnumSource(WhenFull.class)
    void anUnrelatedProcessSendsByAddressAlone(WhenFull whenFull) throws Exception {
        try (var box = Camlbox.create(name, 2, BYTES, Letter.class, whenFull);
                ChildJvm child = ChildJvm.start(Child.class, "once", name, "9")) {
            assertEquals(Letter.of(9, 0), box.take());
            child.expectLine("sent");
            assertEquals(0, child.waitFor(), child.output());
        }
        assertThrows(NoSuchBoxException.class, () -> Camlbox.info(name));
    }

    @Test
    void aReceiverThatDiedIsReplacedUnderItsNameWhileSendersStillHaveTheOldOne() throws Exception {
        CamlboxSender<Letter> old;
        try (ChildJvm receiver = ChildJvm.start(Child.class, "receive", name, "0")) {
            receiver.expectLine("open");
            old = CamlboxSender.open(name, Letter.class);
            receiver.kill();
        }
        try (old; var box = Camlbox.create(name, 1, BYTES, Letter.class); var sender = CamlboxSender.open(name, Letter.class)) {
            sender.send(Letter.of(1, 1));
            assertEquals(Letter.of(1, 1), box.take());
            assertThrows(BoxClosedException.class, () -> {
                while (true) {
                    old.send(Letter.of(1, 2));
                }
            });
        }
    }
}
