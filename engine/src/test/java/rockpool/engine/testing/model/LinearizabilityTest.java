package rockpool.engine.testing.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearizabilityTest {

    private final List<Step<Cell<Integer>>> register = new ArrayList<>();
    private final List<Step<List<Integer>>> queue = new ArrayList<>();

    private void set(String who, int value, long begun, long ended) {
        register.add(new Step<>(who, "set(" + value + ")", cell -> {
            cell.set(value);
            return null;
        }, begun, ended, "null"));
    }

    private void get(String who, int seen, long begun, long ended) {
        register.add(new Step<>(who, "get()", Cell::get, begun, ended, "" + seen));
    }

    private void increment(String who, int seen, long begun, long ended) {
        register.add(new Step<>(who, "increment()", cell -> cell.set(cell.get() + 1), begun, ended, "" + seen));
    }

    private Optional<String> registerFailure() {
        return Linearizability.check(new Cell<>(0), Cell::copy, register);
    }

    private void push(String who, int value, long begun, long ended) {
        queue.add(new Step<>(who, "push(" + value + ")", list -> list.add(value), begun, ended, "true"));
    }

    private void pop(String who, Object seen, long begun, long ended) {
        queue.add(new Step<>(who, "pop()", LinearizabilityTest::popped, begun, ended, "" + seen));
    }

    private static Integer popped(List<Integer> list) {
        return list.isEmpty() ? null : list.removeFirst();
    }

    private Optional<String> queueFailure() {
        return Linearizability.check(new ArrayList<>(), ArrayList::new, queue);
    }

    private static void assertExplains(Optional<String> failure) {
        assertEquals(Optional.empty(), failure);
    }

    private static void assertFails(String with, Optional<String> failure) {
        assertTrue(failure.orElse("no failure").contains(with), () -> "" + failure);
    }

    @Test
    void stepsOneAfterTheOtherAreExplained() {
        set("a", 1, 0, 1);
        get("b", 1, 2, 3);
        increment("a", 1, 4, 5);
        get("b", 2, 6, 7);
        assertExplains(registerFailure());
    }

    @Test
    void aReadDuringAWriteSeesTheOldOrTheNewValue() {
        set("a", 1, 0, 10);
        get("b", 0, 1, 2);
        get("b", 1, 3, 4);
        get("c", 1, 5, 6);
        assertExplains(registerFailure());
    }

    @Test
    void aReadThatGoesBackDuringAWriteIsFound() {
        set("a", 1, 0, 10);
        get("b", 1, 1, 2);
        get("c", 0, 3, 4);
        assertFails("get() -> 0 by c", registerFailure());
    }

    @Test
    void aStaleReadIsFoundAndItsWindowShown() {
        set("a", 1, 0, 1000);
        set("a", 2, 2000, 3000);
        get("b", 1, 4000, 6000);
        get("c", 2, 4500, 5000);
        assertEquals("""
                no order of the steps explains get() -> 1 by b; it could be: 2
                  possible when it was called:
                    2
                  steps until it returned, with times in microseconds since it was called:
                  > b        |================================|       0.0       2.0  get() -> 1
                    c        |        =========               |       0.5       1.0  get() -> 2""", registerFailure().orElseThrow());
    }

    @Test
    void whatHasHappenedAlreadyIsShown() {
        set("a", 1, 0, 100);
        get("b", 1, 10, 20);
        get("b", 0, 30, 40);
        assertFails("    1 with set(1) by a -> null\n", registerFailure());
    }

    @Test
    void aLostUpdateIsFound() {
        increment("a", 0, 0, 10);
        increment("b", 0, 5, 15);
        assertFails("increment() -> 0 by b; it could be: 1", registerFailure());
    }

    @Test
    void aQueueIsExplainedInWhateverOrderOverlappingPushesHappened() {
        push("a", 1, 0, 10);
        push("b", 2, 5, 15);
        pop("c", 2, 20, 25);
        pop("c", 1, 30, 35);
        pop("c", null, 40, 45);
        assertExplains(queueFailure());
    }

    @Test
    void anElementPoppedTwiceIsFound() {
        push("a", 1, 0, 1);
        pop("b", 1, 2, 9);
        pop("c", 1, 3, 8);
        assertFails("pop() -> 1 by b; it could be: null", queueFailure());
    }

    @Test
    void aReorderedQueueIsFound() {
        push("a", 1, 0, 1);
        push("a", 2, 2, 3);
        pop("b", 2, 4, 5);
        assertFails("pop() -> 2 by b; it could be: 1", queueFailure());
    }

    @Test
    void aKilledStepMayHaveHappenedNowLaterOrNever() {
        for (int seen = 0; seen <= 1; seen++) {
            register.clear();
            register.add(Step.pending("a", "set(1)", cell -> cell.set(1), 0));
            get("b", 0, 10, 20);
            get("b", seen, 30, 40);
            assertExplains(registerFailure());
        }
    }

    @Test
    void aKilledStepHappensOnce() {
        register.add(Step.pending("a", "increment()", cell -> cell.set(cell.get() + 1), 0));
        get("b", 1, 10, 20);
        get("b", 2, 30, 40);
        assertFails("get() -> 2 by b; it could be: 1", registerFailure());
    }

    @Test
    void aKilledStepThatWasSeenStays() {
        queue.add(Step.pending("a", "push(1)", list -> list.add(1), 5));
        pop("b", null, 0, 10);
        pop("b", 1, 20, 30);
        pop("b", null, 40, 50);
        assertExplains(queueFailure());
        pop("b", 1, 60, 70);
        assertFails("pop() -> 1 by b; it could be: null", queueFailure());
    }

    @Test
    void aKilledStepDoesNotHappenBeforeItsCall() {
        get("b", 1, 0, 10);
        register.add(Step.pending("a", "set(1)", cell -> cell.set(1), 11));
        assertFails("get() -> 1 by b; it could be: 0", registerFailure());
    }

    @Test
    void anExceptionIsAResult() {
        queue.add(new Step<>("a", "first()", List::getFirst, 0, 1, "throws NoSuchElementException"));
        assertExplains(queueFailure());
    }

    /// Histories of three processes that always work at the same time, made from an order, and the same with one result that none has.
    @Test
    void randomHistoriesAreJudgedRightly() {
        long seed = Long.getLong("rockpool.seed", System.nanoTime());
        System.out.println("seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            makeHistory(random);
            assertExplains(queueFailure());
            pop("x", -1, 150, 160);
            assertFails("pop() -> -1 by x", queueFailure());
        }
    }

    private void makeHistory(Random random) {
        queue.clear();
        List<Integer> model = new ArrayList<>();
        long[] free = new long[3];
        for (int at = 0; at < 24; at++) {
            int process = at % 3;
            long moment = at * 10L;
            long begun = free[process];
            long ended = moment + random.nextInt(20);
            free[process] = ended + 1;
            if (random.nextBoolean()) {
                model.add(at);
                push("p" + process, at, begun, ended);
            } else {
                pop("p" + process, popped(model), begun, ended);
            }
        }
    }

    @Test
    void moreStepsAtATimeThanCanBeSearchedAreRefused() {
        for (int i = 0; i < 65; i++) {
            set("p" + i, i, 0, 1);
        }
        assertThrows(IllegalArgumentException.class, this::registerFailure);
    }
}
