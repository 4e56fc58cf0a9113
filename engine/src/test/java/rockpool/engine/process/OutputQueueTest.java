package rockpool.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Listeners are told in order, of what happens while they listen.
@Timeout(20)
class OutputQueueTest {

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final MasterListener listener = new MasterListener() { };

    @Test
    void whoBeginsToListenIsToldOfWhatComesFromThenOn() {
        try (OutputQueue queue = new OutputQueue()) {
            queue.event(_ -> told.add("before"));
            queue.add(listener);
            queue.event(_ -> told.add("first"));
            queue.event(_ -> told.add("second"));
        }
        assertEquals(List.of("first", "second"), told);
    }

    @Test
    void closedQueueTellsNothingMore() {
        OutputQueue queue = new OutputQueue();
        queue.add(listener);
        queue.event(_ -> told.add("before"));
        queue.close();
        queue.event(_ -> told.add("after"));
        assertEquals(List.of("before"), told);
    }
}
