package rockpool.engine.sync;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.testing.NothingLeft;

@ExtendWith(NothingLeft.class)
class MutexContractTest {

    @Nested
    class NormalInPlatformThreads extends MutexContract {
        NormalInPlatformThreads() {
            super(LockKind.NORMAL, "platform");
        }
    }

    @Nested
    class NormalInVirtualThreads extends MutexContract {
        NormalInVirtualThreads() {
            super(LockKind.NORMAL, "virtual");
        }
    }

    @Nested
    class ErrorcheckInPlatformThreads extends MutexContract {
        ErrorcheckInPlatformThreads() {
            super(LockKind.ERRORCHECK, "platform");
        }
    }

    @Nested
    class ErrorcheckInVirtualThreads extends MutexContract {
        ErrorcheckInVirtualThreads() {
            super(LockKind.ERRORCHECK, "virtual");
        }
    }

    @Nested
    class RecursiveInPlatformThreads extends MutexContract {
        RecursiveInPlatformThreads() {
            super(LockKind.RECURSIVE, "platform");
        }
    }

    @Nested
    class RecursiveInVirtualThreads extends MutexContract {
        RecursiveInVirtualThreads() {
            super(LockKind.RECURSIVE, "virtual");
        }
    }
}
