package rockpool.engine.sync;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.SimulatedProcesses;

/// A pool with simulated processes, and threads of the first of them.
@Timeout(120)
@ExtendWith(NothingLeft.class)
abstract class SyncTest {

    static final Duration SHORT = Duration.ofMillis(40);
    static final Duration LONG = Duration.ofSeconds(10);

    SimulatedProcesses processes;
    Pool pool;

    @BeforeEach
    final void open() {
        processes = SimulatedProcesses.with(4 << 20);
        pool = processes.start();
    }

    @AfterEach
    final void close() {
        processes.close();
    }

    final <T> Background<T> start(String kind, Callable<T> body) {
        return Background.start(pool, kind, body);
    }
}
