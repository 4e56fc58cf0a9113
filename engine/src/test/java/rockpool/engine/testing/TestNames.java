package rockpool.engine.testing;

import java.util.concurrent.atomic.AtomicInteger;

/// Names of pools that no other run of tests on this machine uses, and by which [NothingLeft] knows this run's.
public final class TestNames {

    /// What all names of this run begin with.
    public static final String PREFIX = "t" + ProcessHandle.current().pid() + "_";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestNames() {}

    /// A name that was not given out before.
    public static String unique() {
        return PREFIX + COUNT.incrementAndGet();
    }
}
