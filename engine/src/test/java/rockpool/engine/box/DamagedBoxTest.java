package rockpool.engine.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.pool.NoSuchPoolException;
import rockpool.engine.pool.ObjectKind;
import rockpool.engine.pool.PoolDamagedException;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// Boxes whose files are damaged, or not written yet: who looks at them gets an answer, and the sound ones are shown.
@ExtendWith(NothingLeft.class)
class DamagedBoxTest {

    private static final Path SHARED = Path.of("/dev/shm");
    private static final int FLIPS = 300 * Integer.getInteger("rockpool.soak", 1);

    record Parcel(String to, List<Integer> contents) {}

    private final String copy = ObjectKind.CAMLBOX.prefix() + String.format("%08x", 0xBAD00000L + (ProcessHandle.current().pid() & 0xFFFF));
    private final Path file = SHARED.resolve(copy);

    @Test
    void whateverBitIsWrongABoxIsShownOrReported() throws IOException, InterruptedException {
        long seed = System.nanoTime();
        System.out.println("DamagedBoxTest seed=" + seed);
        Random random = new Random(seed);
        try (var box = Camlbox.create(TestNames.unique(), 3, 500, Parcel.class); var sender = box.sender()) {
            sender.send(new Parcel("ann", List.of(1, 2, 3)));
            sender.send(new Parcel("bob", List.of()));
            byte[] sound = Files.readAllBytes(SHARED.resolve(Camlbox.info(box.address()).object()));
            int[] used = IntStream.range(0, sound.length).filter(i -> sound[i] != 0).toArray();
            for (int i = 0; i < FLIPS; i++) {
                int at = random.nextInt(4) == 0 ? random.nextInt(sound.length) : used[random.nextInt(used.length)];
                byte[] damaged = sound.clone();
                damaged[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, damaged);
                assertTimeoutPreemptively(Duration.ofSeconds(30), this::look, () -> "byte " + at + ", seed=" + seed);
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void look() {
        long listed = BoxImage.list().stream().filter(info -> info.object().equals(copy)).count();
        assertTrue(listed <= 1);
        try {
            assertTrue(BoxImage.peek(copy, 100).size() <= Box.MOST_SLOTS);
            assertEquals(1, listed, "what can be looked into is listed");
        } catch (PoolDamagedException | NoSuchPoolException | NoSuchBoxException e) {
            assertTrue(e.getMessage() != null);
        }
    }

    @Test
    void whatIsJustBeingMadeIsNotThereYet() throws IOException {
        try {
            Files.write(file, new byte[0]);
            assertTrue(BoxImage.list().stream().noneMatch(info -> info.object().equals(copy)));
            Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() - 60_000));
            BoxInfo unfinished = BoxImage.list().stream().filter(info -> info.object().equals(copy)).findFirst().orElseThrow();
            assertTrue(unfinished.trouble().contains("an unfinished one"), unfinished.trouble());
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
