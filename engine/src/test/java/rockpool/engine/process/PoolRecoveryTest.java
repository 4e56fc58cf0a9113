package rockpool.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Scanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.box.BoxClosedException;
import rockpool.engine.box.BoxImage;
import rockpool.engine.box.BoxInfo;
import rockpool.engine.box.Camlbox;
import rockpool.engine.box.CamlboxSender;
import rockpool.engine.pool.ObjectKind;
import rockpool.engine.pool.Participant;
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

    @Test
    void boxOfAReceiverThatWasKilledIsRemoved() {
        String address = TestNames.unique();
        try (ChildJvm child = ChildJvm.start(Receiver.class, address)) {
            child.expectLine("receives");
            child.kill();
            assertEquals(List.of("dead"), BoxImage.list().stream().filter(box -> box.address().equals(address)).map(BoxInfo::state).toList());
            recoverAfter(child);
            assertEquals(List.of(), usersOfBox(address));
        }
    }

    @Test
    void boxWithSendersIsClosedAndStaysUntilTheyHaveLeft() {
        String address = TestNames.unique();
        try (ChildJvm child = ChildJvm.start(Receiver.class, address)) {
            child.expectLine("receives");
            try (CamlboxSender<String> sender = CamlboxSender.open(address, String.class)) {
                child.kill();
                recoverAfter(child);
                assertEquals(List.of((int) ProcessHandle.current().pid()), usersOfBox(address));
                assertThrows(BoxClosedException.class, () -> sender.send("too late"));
            }
            assertEquals(List.of(), usersOfBox(address));
        }
    }

    @Test
    void senderThatWasKilledIsForgottenInABoxOfAnother() {
        String address = TestNames.unique();
        try (Camlbox<String> box = Camlbox.create(address, 1, 100, String.class); ChildJvm child = ChildJvm.start(Sender.class, address)) {
            child.expectLine("sent");
            child.kill();
            recoverAfter(child);
            assertEquals(List.of((int) ProcessHandle.current().pid()), usersOfBox(address));
            assertEquals("a letter", box.poll().orElseThrow());
        }
    }

    private static void recoverAfter(ChildJvm child) {
        var recovery = new PoolRecovery("joins_0");
        recovery.after((int) child.pid());
        recovery.close();
    }

    private static List<Integer> usersOfBox(String address) {
        return Pool.list(ObjectKind.CAMLBOX).stream().filter(box -> box.name().equals(address)).flatMap(box -> box.users().stream())
                .map(Participant::pid).toList();
    }

    private static int users(Pool pool) {
        int users = 0;
        for (int i = 0; i < pool.participants().count(); i++) {
            users += pool.participants().get(i) == null ? 0 : 1;
        }
        return users;
    }

    static final class Receiver {
        public static void main(String[] args) {
            try (Camlbox<String> _ = Camlbox.create(args[0], 1, 100, String.class)) {
                System.out.println("receives");
                new Scanner(System.in, StandardCharsets.UTF_8).nextLine();
            }
        }
    }

    static final class Sender {
        public static void main(String[] args) throws InterruptedException {
            try (CamlboxSender<String> sender = CamlboxSender.open(args[0], String.class)) {
                sender.send("a letter");
                System.out.println("sent");
                new Scanner(System.in, StandardCharsets.UTF_8).nextLine();
            }
        }
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
