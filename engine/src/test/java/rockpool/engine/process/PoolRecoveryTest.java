package rockpool.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.ChildJvm;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// What ended children leave in pools.
@ExtendWith(NothingLeft.class)
class PoolRecoveryTest {

    private static final long BYTES = 1 << 20;

    @Test
    void childThatEndsAfterTheMasterHasClosedIsCleanedUpAfterAtOnce() {
        try (Pool pool = Pool.create(TestNames.unique(), BYTES); ChildJvm child = ChildJvm.start(User.class, pool.name())) {
            child.expectLine("attached");
            assertEquals(2, users(pool));
            child.kill();
            var recovery = new PoolRecovery("joins_0");
            recovery.close();
            recovery.after((int) child.pid());
            assertEquals(1, users(pool));
        }
    }

    private static int users(Pool pool) {
        int users = 0;
        for (int i = 0; i < pool.participants().count(); i++) {
            users += pool.participants().get(i) == null ? 0 : 1;
        }
        return users;
    }

    static final class User {
        public static void main(String[] args) {
            try (Pool _ = Pool.attach(args[0])) {
                System.out.println("attached");
                new Scanner(System.in, StandardCharsets.UTF_8).nextLine();
            }
        }
    }
}
