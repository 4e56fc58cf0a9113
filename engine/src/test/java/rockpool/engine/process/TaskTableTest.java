package rockpool.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rockpool.engine.memory.Points;

/// A task has ended as soon as the table says so, not only when its joiners have been told.
class TaskTableTest {

    private static final byte[] VALUE = {1};

    private final TaskTable table = new TaskTable(new TaskTable.Numbers(), 1);

    @AfterEach
    void listenNoMore() {
        Points.listen(null);
    }

    private Task begin() {
        return table.begin(new DefinitionKey(0, 1, "f", 2, 3), 0, false);
    }

    private boolean end(Task task) {
        return table.ended(task, new EndReason.Returned(), VALUE, new Holds());
    }

    private static void whenKept(Runnable action) {
        Points.listen(point -> {
            if (point == ProcessPoints.TASK_ENDED) {
                Points.listen(null);
                action.run();
            }
        });
    }

    @Test
    void resultReleasedBeforeItsJoinersAreToldIsDropped() {
        Task task = begin();
        whenKept(() -> table.release(task.id));
        assertTrue(end(task));
        assertEquals(List.of(), List.copyOf(table.all()));
        assertEquals(VALUE, task.outcome.join().value());
    }

    @Test
    void resultReleasedBeforeItIsThereIsDropped() {
        Task task = begin();
        table.release(task.id);
        assertEquals(List.of(task), List.copyOf(table.all()));
        assertTrue(end(task));
        assertEquals(List.of(), List.copyOf(table.all()));
    }

    @Test
    void taskThatEndsTwiceAtOnceHasEndedOnce() {
        Task task = begin();
        whenKept(() -> assertFalse(end(task)));
        assertTrue(end(task));
        Task next = begin();
        assertThrows(ProcessLimitException.class, this::begin);
        assertTrue(end(next));
    }
}
