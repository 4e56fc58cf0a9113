package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpinHistoryTest {

    private final SpinHistory history = new SpinHistory();

    @Test
    void theMoreLooksHaveBeenInVainTheMoreWaitsSleepAtOnce() {
        assertEquals(List.of(0, 0, 1, 3, 7, 15, 31, 63, 63, 63), IntStream.range(0, 10).mapToObj(_ -> sleepersUntilOneLooksInVain()).toList());
    }

    @Test
    void aLookThatFindsSomethingMakesAllWaitsLookAgain() {
        for (int i = 0; i < 5; i++) {
            sleepersUntilOneLooksInVain();
        }
        while (!history.isWorthwhile()) {
            continue;
        }
        assertTrue(history.found(true));
        assertTrue(history.isWorthwhile());
        assertFalse(history.found(false));
        assertTrue(history.isWorthwhile());
    }

    private int sleepersUntilOneLooksInVain() {
        int asleep = 0;
        while (!history.isWorthwhile()) {
            asleep++;
        }
        history.found(false);
        return asleep;
    }
}
