package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.inspect.HeapVerifier;
import rockpool.engine.inspect.PoolVerifier;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.CrashEveryStore;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.PoolRun;

/// A process dies before each of its stores in an operation on a shared variable: the operation has happened or not, who waits is told, and
/// the variable works. The recoveries are those of heaps and mutexes, which are cut off in the tests of these.
@ExtendWith(NothingLeft.class)
@Timeout(300)
class SharedVariableCrashTest {

    private static final String NAME = "news";
    private static final String OLD = "what was there before";
    private static final String NEW = "what is there now";

    /// An operation on a variable, or on its name.
    private static class VariableRun extends PoolRun {

        private final Consumer<Pool> operation;
        private final List<String> allowed;

        /// @param allowed values afterwards; "none" if there is no variable, "unset" if it has no value. The last one is that of the whole
        ///     operation
        VariableRun(Consumer<Pool> preparation, Consumer<Pool> operation, String... allowed) {
            super(2 << 20);
            this.operation = operation;
            this.allowed = List.of(allowed);
            preparation.accept(victim);
        }

        @Override
        public void operate() {
            operation.accept(victim);
        }

        @Override
        public void recover() {
            super.recover();
            // What the dead one has committed is finished by the next who takes its locks.
            SharedVariable.<String>find(survivor(), NAME).ifPresent(variable -> variable.compareAndSet(Long.MAX_VALUE, OLD));
        }

        String state() {
            Optional<SharedVariable<String>> there = SharedVariable.find(survivor(), NAME);
            return there.map(variable -> variable.version() == 0 ? "unset" : variable.get()).orElse("none");
        }

        @Override
        public void check(boolean died) {
            String state = state();
            assertTrue(died ? allowed.contains(state) : allowed.getLast().equals(state), state);
            SharedVariable<String> variable = SharedVariable.findOrCreate(survivor(), NAME);
            long before = variable.version();
            assertEquals(before + 1, variable.set("later"));
            assertEquals("later", variable.get());
            assertEquals(List.of(), PoolVerifier.verify(survivor()));
            assertEquals(List.of(), HeapVerifier.verify(survivor()));
        }
    }

    private static SharedVariable<String> of(Pool process) {
        return SharedVariable.<String>find(process, NAME).orElseThrow();
    }

    private static void tryOperation(Consumer<Pool> preparation, Consumer<Pool> operation, String... allowed) {
        var tried = CrashEveryStore.tryOperation(() -> new VariableRun(preparation, operation, allowed));
        assertTrue(tried.stores() > 0);
    }

    private static void makeOld(Pool process) {
        SharedVariable.<String>create(process, NAME).set(OLD);
    }

    @Test
    void whoDiesWhileMakingOneHasMadeItOrNot() {
        tryOperation(process -> { }, process -> SharedVariable.create(process, NAME), "none", "unset");
    }

    @Test
    void whoDiesWhileSettingHasSetOrNot() {
        tryOperation(SharedVariableCrashTest::makeOld, process -> of(process).set(NEW), OLD, NEW);
    }

    @Test
    void whoDiesWhileComputingHasComputedOrNot() {
        tryOperation(process -> SharedVariable.create(process, NAME), process -> compute(of(process)), "unset", NEW);
    }

    private static void compute(SharedVariable<String> variable) {
        try {
            assertNotNull(variable.computeIfAbsent(() -> NEW));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whoDiesWhileRemovingHasRemovedOrNot() {
        tryOperation(SharedVariableCrashTest::makeOld, process -> of(process).destroy(), OLD, "none");
    }

    /// Somebody waits for a newer value meanwhile.
    private static final class WaitedRun extends VariableRun {

        private final CompletableFuture<String> waiter = new CompletableFuture<>();
        private final Pool waiting;
        private final Thread thread;

        WaitedRun(Consumer<Pool> operation, String... allowed) {
            super(SharedVariableCrashTest::makeOld, operation, allowed);
            waiting = processes.start();
            SharedVariable<String> variable = of(waiting);
            thread = Thread.ofPlatform().start(() -> {
                try {
                    waiter.complete(variable.await(1, Duration.ofSeconds(20)));
                } catch (IllegalStateException | InterruptedException e) {
                    waiter.complete("none");
                }
            });
            while (waiting.actors().list().stream().noneMatch(actor -> actor.waitingFor() != 0)) {
                Thread.onSpinWait();
            }
        }

        @Override
        public void check(boolean died) {
            String state = state();
            super.check(died);
            String told = waiter.orTimeout(20, TimeUnit.SECONDS).join();
            assertTrue(told.equals(state) || told.equals("later") && !state.equals("none"), () -> state + ", told " + told);
        }

        @Override
        public void close() {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            super.close();
        }
    }

    @Test
    void whomADeadProcessWasGoingToTellIsTold() {
        assertTrue(CrashEveryStore.tryOperation(() -> new WaitedRun(process -> of(process).set(NEW), OLD, NEW)).stores() > 0);
    }

    @Test
    void whoWaitsForWhatADeadProcessWasRemovingIsTold() {
        assertTrue(CrashEveryStore.tryOperation(() -> new WaitedRun(process -> of(process).destroy(), OLD, "none")).stores() > 0);
    }
}
