package rockpool.engine.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.pool.Pool;
import rockpool.engine.sync.Look;
import rockpool.engine.testing.CrashEveryStore;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.PoolRun;

/// Everything that changes a box is cut off before each of its stores, and each recovery before each of its own. No slot is lost, no
/// message is half there or there twice, and who waits is told.
@ExtendWith(NothingLeft.class)
class BoxCrashTest {

    private static final long MIB = 1 << 20;
    private static final int SLOTS = 3;
    private static final int BYTES = 400;

    private static Camlbox<Letter> receiver(Pool pool) {
        return new Camlbox<>(Box.in(pool).orElseThrow(), Letter.class);
    }

    private static CamlboxSender<Letter> sender(Pool pool) {
        return new CamlboxSender<>(Box.in(pool).orElseThrow(), Letter.class, false);
    }

    private static void send(CamlboxSender<Letter> sender, int... numbers) {
        try {
            for (int number : numbers) {
                sender.send(Letter.of(1, number));
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// The victim sends to a receiver that lives.
    private static final class Sending extends PoolRun {

        private final Pool receiving;
        private final Camlbox<Letter> box;
        private final CamlboxSender<Letter> sender;
        private final Consumer<CamlboxSender<Letter>> operation;
        private final List<Set<Integer>> outcomes;

        Sending(WhenFull whenFull, int before, Consumer<CamlboxSender<Letter>> operation, List<Set<Integer>> outcomes) {
            super(2 * MIB);
            this.operation = operation;
            this.outcomes = outcomes;
            receiving = processes.start();
            box = new Camlbox<>(Box.create(receiving, SLOTS, BYTES, whenFull, Letter.class), Letter.class);
            sender = sender(victim);
            for (int i = 0; i < before; i++) {
                send(sender, i);
            }
        }

        @Override
        public void operate() {
            operation.accept(sender);
        }

        /// Another sender repairs, or whoever notices the death.
        @Override
        public void recover() {
            Box.in(survivor()).orElseThrow().reclaim(new Look());
            super.recover();
        }

        @Override
        public void check(boolean died) {
            CamlboxSender<Letter> other = sender(survivor());
            Set<Integer> there = new HashSet<>();
            BoxVerifier.verify(box, other, 2).forEach(letter -> assertTrue(there.add(letter.number()), "twice"));
            assertTrue(outcomes.contains(there), () -> "neither before nor after: " + there);
            BoxVerifier.verifyPool(Box.in(receiving).orElseThrow());
        }
    }

    private static void tryAll(Supplier<PoolRun> run, int leastStores) {
        CrashEveryStore.Tried tried = CrashEveryStore.tryAll(run);
        assertTrue(tried.stores() >= leastStores, () -> "too few stores: " + tried);
    }

    @Test
    void aMessageIsSentAsAWholeOrNotAtAllAndCostsNoSlot() {
        tryAll(() -> new Sending(WhenFull.BLOCK, 2, sender -> send(sender, 7), List.of(Set.of(0, 1), Set.of(0, 1, 7))), 40);
    }

    @Test
    void aSenderThatFindsTheBoxFullLeavesItAsItIs() {
        tryAll(() -> new Sending(WhenFull.FAIL, 3, sender -> assertTrue(sender.trySend(Letter.of(1, 7)).isEmpty()),
                List.of(Set.of(0, 1, 2))), 20);
    }

    @Test
    void aSenderThatWaitsForRoomLeavesNothing() {
        tryAll(() -> new Sending(WhenFull.BLOCK, 3, sender -> {
            try {
                assertTrue(sender.trySend(Letter.of(1, 7), Duration.ofMillis(1)).isEmpty());
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }, List.of(Set.of(0, 1, 2))), 24);
    }

    @Test
    void aSenderThatDropsTheOldestMayLoseItAndNothingElse() {
        tryAll(() -> new Sending(WhenFull.DROP_OLDEST, 3, sender -> send(sender, 7),
                List.of(Set.of(0, 1, 2), Set.of(1, 2), Set.of(1, 2, 7))), 40);
    }

    @Test
    void aCallHappensOrNot() {
        tryAll(() -> new Sending(WhenFull.BLOCK, 1, CamlboxSender::wake, List.of(Set.of(0))), 2);
    }

    /// The victim is the receiver; senders live.
    private static final class Receiving extends PoolRun {

        private final Consumer<Camlbox<Letter>> operation;
        private final Camlbox<Letter> box;

        Receiving(Consumer<Camlbox<Letter>> operation) {
            super(2 * MIB);
            this.operation = operation;
            box = new Camlbox<>(Box.create(victim, SLOTS, BYTES, WhenFull.BLOCK, Letter.class), Letter.class);
            send(sender(processes.start()), 1, 2);
        }

        @Override
        public void operate() {
            operation.accept(box);
        }

        /// Only a process that has the box open says in it that its receiver has died.
        @Override
        public void recover() {
            Box.in(survivor()).orElseThrow();
            super.recover();
        }

        @Override
        public void check(boolean died) {
            Box seen = Box.in(survivor()).orElseThrow();
            assertEquals(died ? BoxHeader.RECEIVER_DIED : BoxHeader.OPEN, seen.state());
            if (!died) {
                BoxVerifier.verify(box, sender(survivor()), 2);
            }
            BoxVerifier.verifyPool(seen);
        }
    }

    @Test
    void aReceiverMayDieWhileItTakesAndItsSendersAreTold() {
        tryAll(() -> new Receiving(box -> assertTrue(box.poll().isPresent())), 2);
    }

    @Test
    void aReceiverMayDieWhileItIsToldDeletesAndWaits() {
        tryAll(() -> new Receiving(box -> {
            try {
                for (int slot : box.await()) {
                    assertTrue(box.get(slot).isWhole());
                    box.delete(slot);
                }
                assertEquals(List.of(), box.await(Duration.ofMillis(1)));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }), 8);
    }

    /// The victim makes a box.
    private static final class Making extends PoolRun {

        Making() {
            super(2 * MIB);
        }

        @Override
        public void operate() {
            Box.create(victim, SLOTS, BYTES, WhenFull.BLOCK, Letter.class);
        }

        @Override
        public void check(boolean died) {
            Optional<Box> made = Box.in(survivor());
            if (died) {
                made.ifPresent(box -> {
                    box.closeIfOrphaned();
                    assertEquals(BoxHeader.RECEIVER_DIED, box.state());
                });
            } else {
                BoxVerifier.verify(receiver(victim), sender(survivor()), 2);
            }
        }
    }

    @Test
    void aBoxIsMadeAsAWholeOrCannotBeFound() {
        tryAll(Making::new, 30);
    }
}
