package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.heap.Heap;
import rockpool.engine.inspect.HeapVerifier;
import rockpool.engine.inspect.PoolVerifier;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.Names;
import rockpool.engine.pool.ObjectsTesting.Place;
import rockpool.engine.pool.ObjectsTesting;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.Reclaimer;
import rockpool.engine.pool.Shared;
import rockpool.engine.sync.LockKind;
import rockpool.engine.sync.Mutex;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.SimulatedProcesses;

/// Mutexes and references without a name live as long as somebody has a way to them, and no longer.
@ExtendWith(NothingLeft.class)
@Timeout(300)
class HandleLifeTest {

    private static final long MIB = 1 << 20;

    /// What a process gives to another one.
    private static Shared sent(Shared handle, Pool to) {
        return Descriptors.resolve(to, handle.descriptor());
    }

    private static Set<Place> places(Shared... handles) {
        Set<Place> places = new HashSet<>();
        for (Shared handle : handles) {
            places.add(Place.of(handle));
        }
        return places;
    }

    private static Descriptor descriptorOfNew(Pool pool) {
        return Mutex.create(pool, LockKind.NORMAL).descriptor();
    }

    private static void eventuallyOnly(Pool pool, Shared... handles) {
        Set<Place> expected = places(handles);
        eventually("there are only " + expected, () -> {
            System.gc();
            Reclaimer.of(pool).reclaim();
            return ObjectsTesting.all(pool).equals(expected);
        });
        assertEquals(List.of(), PoolVerifier.verify(pool));
        assertEquals(List.of(), HeapVerifier.verify(pool));
    }

    @Test
    void whatNobodyHasGoes() {
        try (var processes = SimulatedProcesses.with(4 * MIB)) {
            Pool pool = processes.start();
            Mutex mutex = Mutex.create(pool, LockKind.NORMAL);
            Ref<Integer> ref = Ref.create(pool, 1);
            for (int i = 0; i < 10; i++) {
                Ref.create(pool, i).descriptor();
                descriptorOfNew(pool);
            }
            eventuallyOnly(pool, mutex, ref);
        }
    }

    /// As for somebody who has read the name just before.
    @Test
    void aNameOfWhatWasDestroyedFindsNothing() {
        try (var processes = SimulatedProcesses.with(4 * MIB)) {
            Pool pool = processes.start();
            Heap heap = Heap.create(pool);
            Descriptor gone = heap.descriptor();
            heap.destroy();
            pool.names().put("gone", Names.HEAP, gone.offset(), gone.incarnation());
            pool.names().put("away", Names.REFERENCE, gone.offset(), gone.incarnation());
            assertEquals(Optional.empty(), Heap.find(pool, "gone"));
            assertEquals(Optional.empty(), Ref.find(pool, "away"));
        }
    }

    @Test
    void aNamedThingStaysWithoutHandles() {
        try (var processes = SimulatedProcesses.with(4 * MIB)) {
            Pool pool = processes.start();
            Mutex.create(pool, "door", LockKind.NORMAL);
            Ref.create(pool, "account", 10);
            for (int i = 0; i < 3; i++) {
                System.gc();
                Reclaimer.of(pool).reclaim();
            }
            assertEquals(10, Ref.find(pool, "account").orElseThrow().get());
            assertTrue(Mutex.find(pool, "door").isPresent());
        }
    }

    @Test
    void anotherProcessKeepsWhatItWasGiven() {
        try (var processes = SimulatedProcesses.with(4 * MIB)) {
            Pool giver = processes.start();
            Pool taker = processes.start();
            Mutex given = (Mutex) sent(Mutex.create(giver, LockKind.NORMAL), taker);
            Ref<?> ref = (Ref<?>) sent(Ref.create(giver, 5), taker);
            eventuallyOnly(giver, given, ref);
            processes.kill(giver);
            taker.recoverDead();
            eventuallyOnly(taker, given, ref);
            Pool last = processes.start();
            processes.kill(taker);
            last.recoverDead();
            eventuallyOnly(last);
        }
    }

    @Test
    void aValueKeepsWhatItRefersTo() {
        try (var processes = SimulatedProcesses.with(4 * MIB)) {
            Pool pool = processes.start();
            Ref<Object> holder = Ref.create(pool, null);
            holder.set(List.of(Mutex.create(pool, LockKind.NORMAL), Ref.create(pool, List.of(Mutex.create(pool, LockKind.NORMAL)))));
            for (int i = 0; i < 5; i++) {
                System.gc();
                Reclaimer.of(pool).reclaim();
            }
            assertEquals(4, ObjectsTesting.all(pool).size());
            holder.set(1);
            eventuallyOnly(pool, holder);
        }
    }

    @Test
    void aReferenceToItselfKeepsNothing() {
        try (var processes = SimulatedProcesses.with(4 * MIB)) {
            Pool pool = processes.start();
            Ref<Object> itself = Ref.create(pool, null);
            itself.set(List.of(itself));
            itself = null;
            eventuallyOnly(pool);
        }
    }

    @Test
    void whoComesTooLateIsToldSo() {
        try (var processes = SimulatedProcesses.with(4 * MIB)) {
            Pool pool = processes.start();
            Descriptor gone = descriptorOfNew(pool);
            Descriptor goneRef = Ref.create(pool, 1).descriptor();
            eventuallyOnly(pool);
            assertThrows(IllegalStateException.class, () -> ((Mutex) Descriptors.resolve(pool, gone)).lock());
            assertThrows(IllegalStateException.class, () -> Descriptors.resolve(pool, goneRef));
            assertEquals(0, ObjectsTesting.all(pool).size());
        }
    }

    @Test
    void whatIsLockedByAnEndedThreadGoes() throws InterruptedException {
        try (var processes = SimulatedProcesses.with(4 * MIB)) {
            Pool pool = processes.start();
            Thread holder = Thread.ofPlatform().start(() -> Mutex.create(pool, LockKind.NORMAL).lockUninterruptibly());
            holder.join();
            eventuallyOnly(pool);
        }
    }

    @Test
    void aMillionMutexesFitIntoASmallPool() {
        try (var processes = SimulatedProcesses.with(4 * MIB)) {
            Pool pool = processes.start();
            for (int i = 0; i < 1_000_000; i++) {
                Mutex.create(pool, LockKind.NORMAL);
            }
            eventuallyOnly(pool);
        }
    }

    @Test
    void aHundredThousandReferencesThatWereSentFitIntoASmallPool() {
        try (var processes = SimulatedProcesses.with(8 * MIB)) {
            Pool maker = processes.start();
            Pool user = processes.start();
            long sum = 0;
            for (int i = 0; i < 100_000; i++) {
                sum += (Integer) ((Ref<?>) sent(Ref.create(maker, i), user)).get();
            }
            assertEquals(100_000L * 99_999 / 2, sum);
            eventuallyOnly(maker);
        }
    }

    // A model

    private static final class Model {
        private static final int MOST_HELD = 12;

        private final Random random;
        private final SimulatedProcesses processes;
        private final List<Pool> pools = new ArrayList<>();
        private final List<List<Shared>> held = new ArrayList<>();
        private final Map<Place, Set<Place>> values = new LinkedHashMap<>();
        private final Map<Place, Integer> ages = new LinkedHashMap<>();

        Model(Random random, SimulatedProcesses processes) {
            this.random = random;
            this.processes = processes;
            for (int i = 0; i < 3; i++) {
                pools.add(processes.start());
                held.add(new ArrayList<>());
            }
        }

        private int any() {
            return random.nextInt(pools.size());
        }

        private Shared anyOf(List<Shared> handles) {
            return handles.isEmpty() ? null : handles.get(random.nextInt(handles.size()));
        }

        private void hold(int process, Shared handle) {
            List<Shared> mine = held.get(process);
            mine.add(handle);
            if (mine.size() > MOST_HELD) {
                mine.remove(random.nextInt(mine.size()));
            }
        }

        void step() {
            int p = any();
            Pool pool = pools.get(p);
            Shared one = anyOf(held.get(p));
            switch (random.nextInt(12)) {
                case 0, 1 -> create(p, Mutex.create(pool, LockKind.NORMAL));
                case 2, 3 -> create(p, Ref.create(pool, null));
                case 4, 5 -> {
                    int to = any();
                    if (one != null) {
                        hold(to, sent(one, pools.get(to)));
                    }
                }
                case 6, 7 -> store(p, one);
                case 8 -> load(p, one);
                case 9 -> held.get(p).remove(one);
                case 10 -> {
                    if (one instanceof Ref<?> ref) {
                        ref.heap().gc();
                    } else {
                        Reclaimer.of(pool).reclaim();
                    }
                }
                default -> {
                    if (random.nextInt(6) == 0) {
                        kill(p);
                    }
                }
            }
        }

        private void create(int process, Shared handle) {
            ages.put(Place.of(handle), ages.size());
            hold(process, handle);
        }

        /// Only to older ones, so that there are no circles.
        @SuppressWarnings("unchecked")
        private void store(int process, Shared into) {
            if (into instanceof Ref<?> ref) {
                List<Shared> list = new ArrayList<>();
                Set<Place> places = new HashSet<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    Shared other = anyOf(held.get(process));
                    if (ages.get(Place.of(other)) < ages.get(Place.of(ref))) {
                        list.add(other);
                        places.add(Place.of(other));
                    }
                }
                ((Ref<Object>) ref).set(list);
                values.put(Place.of(ref), places);
            }
        }

        private void load(int process, Shared from) {
            if (from instanceof Ref<?> ref && ref.get() instanceof List<?> list) {
                list.forEach(handle -> hold(process, (Shared) handle));
            }
        }

        private void kill(int process) {
            Pool dead = pools.get(process);
            pools.set(process, processes.start());
            held.set(process, new ArrayList<>());
            processes.kill(dead);
            pools.get(process).recoverDead();
        }

        Set<Place> reachable() {
            Set<Place> found = new HashSet<>();
            List<Place> open = new ArrayList<>();
            held.forEach(mine -> mine.forEach(handle -> open.add(Place.of(handle))));
            while (!open.isEmpty()) {
                Place place = open.removeLast();
                if (found.add(place)) {
                    open.addAll(values.getOrDefault(place, Set.of()));
                }
            }
            return found;
        }

        void checkNothingIsMissing() {
            Set<Place> missing = reachable();
            missing.removeAll(ObjectsTesting.all(pools.getFirst()));
            assertEquals(Set.of(), missing);
        }

        void checkNothingIsLeft() {
            Set<Place> expected = reachable();
            eventually("only what can be reached is there", () -> {
                System.gc();
                pools.forEach(pool -> Reclaimer.of(pool).reclaim());
                return ObjectsTesting.all(pools.getFirst()).equals(expected);
            });
        }
    }

    @Test
    void aModelSaysWhatCanBeReached() {
        long seed = Long.getLong("rockpool.seed", System.nanoTime());
        System.out.println("seed=" + seed);
        try (var processes = SimulatedProcesses.with(16 * MIB)) {
            Model model = new Model(new Random(seed), processes);
            for (int round = 0; round < 40; round++) {
                for (int i = 0; i < 200; i++) {
                    model.step();
                    model.checkNothingIsMissing();
                }
                System.gc();
                Reclaimer.of(model.pools.getLast()).reclaim();
                model.checkNothingIsMissing();
                if (round % 8 == 7) {
                    model.checkNothingIsLeft();
                }
            }
            assertEquals(List.of(), PoolVerifier.verify(model.pools.getFirst()));
            assertEquals(List.of(), HeapVerifier.verify(model.pools.getFirst()));
        }
    }

    @Test
    void theModelNoticesWhatIsMissing() {
        try (var processes = SimulatedProcesses.with(4 * MIB)) {
            Model model = new Model(new Random(1), processes);
            Mutex mutex = Mutex.create(model.pools.getFirst(), LockKind.NORMAL);
            model.create(0, mutex);
            model.checkNothingIsMissing();
            mutex.destroy();
            assertThrows(AssertionError.class, model::checkNothingIsMissing);
            assertFalse(model.reachable().isEmpty());
        }
    }
}
