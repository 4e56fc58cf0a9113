package rockpool.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rockpool.engine.memory.Points;
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

    /// A child that is just starting would find nobody there, and complain.
    @Test
    void theSocketIsThereAsLongAsAChildMayBeStarting() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        Starter.submit(() -> awaitUninterrupted(open));
        try (Master master = Master.start(MasterOptions.defaults().withStandby(1))) {
            UnixDomainSocketAddress socket = UnixDomainSocketAddress.of(master.folder().resolve("master"));
            eventually("a child is about to start", () -> !master.processes().isEmpty());
            Thread closer = Thread.ofPlatform().start(master::close);
            eventually("the master waits for the child", () -> closer.getState() == Thread.State.TIMED_WAITING);
            SocketChannel.open(socket).close();
            open.countDown();
            closer.join();
            assertThrows(IOException.class, () -> SocketChannel.open(socket));
        } finally {
            open.countDown();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CHILD_STARTED", "CHILD_CONNECTED"})
    void childrenThatAreStartingWhenTheMasterIsClosedComplainOfNothing(ProcessPoints moment) throws InterruptedException {
        List<String> said = new CopyOnWriteArrayList<>();
        CountDownLatch reached = new CountDownLatch(2);
        Points.listen(point -> {
            if (point == moment) {
                reached.countDown();
            }
        });
        try (Master master = Master.start(MasterOptions.defaults().withStandby(2).withWorkerHeap("64m"))) {
            master.addListener(new MasterListener() {
                @Override
                public void output(long id, String name, boolean error, String line) {
                    said.add(line);
                }
            });
            assertTrue(reached.await(20, TimeUnit.SECONDS), moment + " of two children");
        } finally {
            Points.listen(null);
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
