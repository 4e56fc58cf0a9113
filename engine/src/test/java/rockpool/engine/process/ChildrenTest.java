package rockpool.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.pool.Pool;
import rockpool.engine.sync.Barrier;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

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

    /// Closed at different moments of their start.
    @Test
    void childrenThatAreStartingWhenTheMasterIsClosedComplainOfNothing() throws InterruptedException {
        List<String> said = new CopyOnWriteArrayList<>();
        for (int pause = 0; pause < 4; pause++) {
            Master master = Master.start(MasterOptions.defaults().withStandby(2).withWorkerHeap("64m"));
            try (master) {
                master.addListener(new MasterListener() {
                    @Override
                    public void output(long id, String name, boolean error, String line) {
                        said.add(line);
                    }
                });
                eventually("children start", () -> master.processes().stream().filter(process -> process.pid() != 0).count() >= 2);
                Thread.sleep(60 * pause);
            }
        }
        assertEquals(List.of(), said);
    }

    /// The tasks wait for each other, so each needs a JVM of its own.
    @Test
    void noMoreJvmsStartAtOnceThanThereAreProcessorsAndAllThatAreNeededStart() throws InterruptedException {
        int count = Children.STARTING_AT_ONCE + 2;
        try (Pool pool = Pool.create(TestNames.unique(), 1 << 20);
                Master master = Master.start(MasterOptions.defaults().withStandby(0).withWorkerHeap("64m"))) {
            Definition<Barrier, Integer> meet = master.define("meet", barrier -> {
                barrier.await();
                return barrier.parties();
            });
            Barrier barrier = Barrier.create(pool, count);
            long[] started = IntStream.range(0, count).mapToLong(_ -> meet.start(barrier)).toArray();
            for (long process : started) {
                while (!meet.join(process, Duration.ofMillis(1)).isPresent()) {
                    long starting = starting(master);
                    assertTrue(starting <= Children.STARTING_AT_ONCE, starting + " JVMs are starting");
                }
            }
        }
    }

    private static long starting(Master master) {
        return master.processes().stream().filter(process -> process.role() == ProcessInfo.Role.STANDBY
                && process.state() == ProcessInfo.State.STARTING).count();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
