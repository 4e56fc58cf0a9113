package rockpool.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static rockpool.engine.testing.Eventually.eventually;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.testing.NothingLeft;

/// When children begin and end.
@ExtendWith(NothingLeft.class)
class ChildrenTest {

    @Test
    void closingWaitsForAChildThatIsAboutToStartAndStartsItNoMore() throws InterruptedException {
        CountDownLatch open = new CountDownLatch(1);
        Starter.submit(() -> awaitUninterrupted(open));
        List<ProcessHandle> before = ProcessHandle.current().children().toList();
        try (Master master = Master.start(MasterOptions.defaults().withStandby(1))) {
            eventually("a child is about to start", () -> !master.processes().isEmpty());
            Thread closer = Thread.ofPlatform().start(master::close);
            eventually("it waits for the child", () -> closer.getState() == Thread.State.TIMED_WAITING);
            open.countDown();
            closer.join();
            assertEquals(List.of(), master.processes());
        } finally {
            open.countDown();
        }
        assertEquals(before, ProcessHandle.current().children().toList());
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
