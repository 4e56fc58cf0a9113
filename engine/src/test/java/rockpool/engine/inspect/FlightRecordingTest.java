package rockpool.engine.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import rockpool.engine.data.Ref;
import rockpool.engine.pool.Event;
import rockpool.engine.pool.EventKind;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolOptions;
import rockpool.engine.pool.UnitClass;
import rockpool.engine.sync.LockKind;
import rockpool.engine.sync.Mutex;
import rockpool.engine.testing.ChildJvm;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.SimulatedProcesses;
import rockpool.engine.testing.TestNames;

/// What the ring of events remembers is in a flight recording as well.
@ExtendWith(NothingLeft.class)
class FlightRecordingTest {

    @Test
    void eachEventOfTheRingIsRecordedOnce(@TempDir Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("rockpool.jfr");
        List<Event> ring;
        String name;
        try (Recording recording = new Recording(); var processes = SimulatedProcesses.with(PoolOptions.of(2 << 20))) {
            recording.start();
            Pool pool = processes.start();
            name = pool.name();
            live(pool, processes);
            ring = pool.events().read(0).events();
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> recorded = RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getCategoryNames().equals(List.of("Rockpool")))
                .filter(event -> event.getString("pool").equals(name)).sorted(Comparator.comparing(RecordedEvent::getStartTime)).toList();
        assertEquals(ring.stream().map(event -> event.kind() + " " + event.text()).toList(),
                recorded.stream().map(event -> event.getString("what") + " " + event.getString("text")).toList());
        Set<String> names = recorded.stream().map(event -> event.getEventType().getName()).collect(Collectors.toSet());
        assertTrue(names.containsAll(Set.of("rockpool.Collection", "rockpool.Memory", "rockpool.Death", "rockpool.Recovery", "rockpool.Event")),
                names.toString());
        Event collection = ring.stream().filter(event -> event.kind() == EventKind.COLLECTION).findFirst().orElseThrow();
        RecordedEvent same = recorded.stream().filter(event -> event.getString("what").equals("COLLECTION")).findFirst().orElseThrow();
        assertEquals(collection.payload().subList(0, 4),
                List.of(same.getLong("heap"), same.getDuration("spent").toNanos(), same.getLong("live"), same.getLong("freed")));
    }

    /// A collection, growth, a death, the recovery of a lock and a note.
    private static void live(Pool pool, SimulatedProcesses processes) throws InterruptedException {
        Ref<String> ref = Ref.create(pool, "text", "a text that is not short");
        ref.set("another text that is not short");
        ref.heap().gc();
        pool.units().release(pool.units().claim(8, UnitClass.DATA, 1), 8);
        Mutex.create(pool, "gate", LockKind.NORMAL);
        Pool victim = processes.start();
        Mutex.find(victim, "gate").orElseThrow().lock();
        processes.kill(victim);
        Mutex.find(pool, "gate").orElseThrow().lock();
        Mutex.find(pool, "gate").orElseThrow().unlock();
        pool.recoverDead();
        pool.events().publish(EventKind.NOTE, "the end", 1, 2);
    }

    @Test
    void whatIsNotRecordedLoadsNoClassOfTheRecorderButOne() {
        try (ChildJvm child = ChildJvm.start(List.of("-Xlog:class+load:stdout"), Quiet.class, TestNames.unique())) {
            assertEquals(0, child.waitFor(), child.output());
            List<String> loaded = child.output().lines().filter(line -> line.contains("jdk.jfr.")
                    || line.contains("FlightEvents$")).toList();
            assertTrue(child.output().contains("rockpool.engine.pool.FlightEvents "), "events were published");
            assertTrue(loaded.size() <= 1 && loaded.stream().allMatch(line -> line.contains("jdk.jfr.FlightRecorder ")), loaded.toString());
        }
    }

    static final class Quiet {
        public static void main(String[] args) {
            try (Pool pool = Pool.create(args[0], 1 << 20)) {
                pool.events().publish(EventKind.NOTE, "unrecorded");
            }
        }
    }
}
