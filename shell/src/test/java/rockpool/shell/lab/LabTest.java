package rockpool.shell.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import rockpool.engine.box.Camlbox;
import rockpool.engine.data.LongArray;
import rockpool.engine.data.Ref;
import rockpool.engine.data.SharedQueue;
import rockpool.engine.data.StructureImage;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolSummary;
import rockpool.engine.pool.PoolView;

/// What goes between two looks is left out, and nothing is said of it.
class LabTest {

    private static final String POOL = "between" + ProcessHandle.current().pid();
    private static final String STAYS = POOL + "stays";

    /// There is nobody to tell of anything.
    private final Lab lab = new Lab(null, null);

    private static List<PoolSummary> pools() {
        return Pool.list().stream().filter(pool -> pool.name().startsWith(POOL)).toList();
    }

    @Test
    void poolThatGoesAfterItWasListedIsNotLookedAt() {
        List<String> seen = new ArrayList<>();
        try (Pool _ = Pool.create(STAYS, 1 << 20)) {
            List<PoolSummary> listed;
            try (Pool _ = Pool.create(POOL, 1 << 20)) {
                listed = pools();
            }
            assertEquals(2, listed.size());
            lab.forEachView(listed, view -> seen.add(view.name()));
        }
        assertEquals(List.of(STAYS), seen);
    }

    @Test
    void structureIsFoundThoughAnotherPoolGoesMeanwhile() {
        try (Pool stays = Pool.create(STAYS, 1 << 20)) {
            SharedQueue<Object> jobs = SharedQueue.create(stays, "jobs");
            List<PoolSummary> listed;
            try (Pool goes = Pool.create(POOL, 1 << 20)) {
                SharedQueue.create(goes, "jobs");
                listed = pools();
            }
            assertEquals(List.of(STAYS), Target.find(lab, "jobs", listed).stream().map(Target.Found::pool).toList());
            assertEquals("there is no structure of the name nothing; /data --all shows all that there are",
                    assertThrows(IllegalArgumentException.class, () -> Target.inPools(lab, "nothing", listed)).getMessage());
            jobs.destroy();
        }
    }

    @Test
    void structureThatIsDestroyedAfterItWasFoundIsLeftOut() {
        try (Pool pool = Pool.create(POOL, 1 << 20); PoolView view = Pool.view(POOL)) {
            Ref<Integer> counter = Ref.create(pool, "counter", 1);
            LongArray longs = LongArray.create(pool, "longs", 10);
            List<StructureImage> found = StructureImage.list(view);
            assertEquals(2, found.size());
            counter.destroy();
            longs.destroy();
            for (StructureImage image : found) {
                List<Object> shown = new ArrayList<>();
                assertTrue(lab.guarded(image.toString(), () -> shown.add(image.summary(60))));
                assertEquals(List.of(), shown);
            }
        }
    }

    @Test
    void boxThatGoesAfterItWasListedIsLeftOut() {
        String address = POOL;
        try (Camlbox<String> _ = Camlbox.create(address, 1, 100, String.class)) {
            assertTrue(lab.guarded("box", () -> Camlbox.info(address)));
        }
        assertTrue(lab.guarded("box", () -> Camlbox.info(address)));
    }
}
