package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.inspect.HeapVerifier;
import rockpool.engine.inspect.PoolVerifier;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.Handles;
import rockpool.engine.pool.ObjectsTesting;
import rockpool.engine.pool.ObjectsTesting.Place;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.Reclaimer;
import rockpool.engine.pool.Shared;
import rockpool.engine.sync.LockKind;
import rockpool.engine.sync.Mutex;
import rockpool.engine.testing.CrashEveryStore;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.PoolRun;

/// A process dies before each of its stores while it makes, registers, shares, gives back or reclaims objects, and the one that cleans up
/// dies as well: then what somebody has is there, and everything else goes.
@ExtendWith(NothingLeft.class)
@Timeout(300)
class HandleCrashTest {

    private static void tryAll(Supplier<? extends CrashEveryStore.Run> runs) {
        assertTrue(CrashEveryStore.tryAll(runs).stores() > 0);
    }

    /// Another process has a mutex and a reference, which nothing may happen to.
    private abstract static class HandleRun extends PoolRun {

        final List<Shared> kept = new ArrayList<>();
        final Set<Place> expected = new HashSet<>();
        final List<Shared> ofVictim = new ArrayList<>();
        final Pool keeper;

        HandleRun() {
            super(2 << 20);
            keeper = processes.start();
            keep(Mutex.create(keeper, LockKind.NORMAL));
            keep(Ref.create(keeper, null));
        }

        final void keep(Shared handle) {
            kept.add(handle);
            expected.add(Place.of(handle));
        }

        final Descriptor known() {
            return kept.getFirst().descriptor();
        }

        @Override
        public void recover() {
            super.recover();
            Reclaimer.of(survivor()).reclaim();
        }

        @Override
        public void check(boolean died) {
            if (!died) {
                processes.kill(victim);
                recover();
            }
            assertEquals(expected, ObjectsTesting.all(survivor()));
            assertEquals(List.of(), PoolVerifier.verify(survivor()));
            assertEquals(List.of(), HeapVerifier.verify(survivor()));
            Descriptors.resolve(survivor(), known());
        }
    }

    @Test
    void makingAndSharingAMutexLeavesNothingOfTheDead() {
        tryAll(() -> new HandleRun() {
            @Override
            public void operate() {
                Mutex mutex = Mutex.create(victim, LockKind.NORMAL);
                ofVictim.add(mutex);
                mutex.descriptor();
            }
        });
    }

    @Test
    void makingAndSharingAReferenceLeavesNothingOfTheDead() {
        tryAll(() -> new HandleRun() {
            @Override
            public void operate() {
                Ref<Object> ref = Ref.create(victim, null);
                ofVictim.add(ref);
                ref.set(Descriptors.resolve(victim, known()));
            }
        });
    }

    @Test
    void registeringWhatAnotherOneHasLeavesThatAsItIs() {
        tryAll(() -> new HandleRun() {
            @Override
            public void operate() {
                kept.forEach(handle -> ofVictim.add(Descriptors.resolve(victim, handle.descriptor())));
            }
        });
    }

    @Test
    void takingAUnitForRegistrationsLeavesNone() {
        tryAll(() -> new HandleRun() {
            {
                for (int i = 0; i < 45; i++) {
                    ofVictim.add(Mutex.create(victim, LockKind.NORMAL));
                }
            }

            @Override
            public void operate() {
                Handles.of(victim).makeRoom();
            }
        });
    }

    /// A value keeps a mutex; a dead process has left a reference with another one in it.
    private static final class GarbageRun extends HandleRun {

        GarbageRun() {
            Mutex inside = Mutex.create(keeper, LockKind.NORMAL);
            expected.add(Place.of(inside));
            Ref<Object> holder = Ref.create(keeper, null);
            holder.set(inside);
            keep(holder);
            Pool dead = processes.start();
            Ref<Object> garbage = Ref.create(dead, null);
            garbage.set(Mutex.create(dead, LockKind.NORMAL));
            garbage.descriptor();
            processes.kill(dead);
            survivor().recoverDead();
        }

        @Override
        public void operate() {
            Reclaimer.of(victim).reclaim();
        }
    }

    @Test
    void aReclaimerThatDiesTakesNothingThatSomebodyHas() {
        assertTrue(CrashEveryStore.tryEachNthRecovery(4, GarbageRun::new).stores() > 0);
    }
}
