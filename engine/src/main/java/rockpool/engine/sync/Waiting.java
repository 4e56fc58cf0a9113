package rockpool.engine.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.ActorInfo;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.Participant;
import rockpool.engine.pool.Participants;

/// A wait that a thread has published, and whom it is for, as both were when they were read.
///
/// | wait for | edges | ends when |
/// |---|---|---|
/// | a lock | its owner | that gives it back |
/// | a unit of a protected semaphore | all who have one, if none is free | one of them gives one back |
/// | a signal at a condition | the owner of the mutex to be regained | that gives it back, and somebody signals |
/// | the readers of a lock to go | all of them | all have gone |
/// | room in a full box, the end of a task | the thread that receives, that runs it, as the waiter says | it does |
/// | anything else | none: anybody may end it | |
///
/// @param targets whom it is for, as threads of the machine
/// @param owners the same as the pool knows them
/// @param any whether one of the targets is enough to end it
/// @param endless whether nobody but the targets can end it
record Waiting(MappedPool pool, ActorInfo actor, WaitKind kind, List<Key> targets, List<Party> owners, boolean any, boolean endless,
        long acquisitions) {

    /// A thread of the machine, which may have actors in several pools.
    record Key(long process, long threadId) {

        /// The thread of an actor, or null if the slot is another's by now.
        static Key of(MappedPool pool, int actor, int incarnation) {
            ActorInfo info = actor < 0 || actor >= pool.actors().count() ? null : pool.actors().get(actor);
            return info == null || info.incarnation() != incarnation ? null : of(pool, info);
        }

        static Key of(MappedPool pool, ActorInfo info) {
            boolean possible = info.participant() >= 0 && info.participant() < pool.participants().count();
            Participant process = possible ? pool.participants().get(info.participant()) : null;
            return process == null ? null : new Key(Participants.identityWord(process.identity()), info.threadId());
        }
    }

    /// @return null if the actor waits for nothing that can be made out
    static Waiting of(MappedPool pool, ActorInfo actor) {
        WaitKind kind = WaitKind.of(actor.waitKind());
        if (actor.waitingFor() == 0 || kind == null) {
            return null;
        }
        if (kind.namesThread()) {
            List<Key> target = actor.waitThread() == 0 ? List.of() : List.of(new Key(Participants.identityWord(actor.waitWith()), actor.waitThread()));
            List<Party> owners = parties(pool, target);
            return new Waiting(pool, actor, kind, target, owners.isEmpty() ? strangers(target) : owners, false, !target.isEmpty(), 0);
        }
        if (!LockSlot.canBeAt(pool, actor.waitingFor())) {
            return null;
        }
        return switch (kind) {
            case LOCK, CHECKED_LOCK -> forLock(pool, actor, kind, actor.waitingFor());
            case CONDITION -> forLock(pool, actor, kind, actor.waitWith());
            case SEMAPHORE -> forEntries(pool, actor, kind, true);
            case READERS -> forEntries(pool, actor, kind, false);
            default -> new Waiting(pool, actor, kind, List.of(), List.of(), false, false, 0);
        };
    }

    /// Who a thread of the machine is in a pool.
    private static List<Party> parties(MappedPool pool, List<Key> keys) {
        List<Party> parties = new ArrayList<>();
        for (int i = 0; i < pool.actors().count() && !keys.isEmpty(); i++) {
            ActorInfo info = pool.actors().get(i);
            if (info != null && keys.contains(Key.of(pool, info))) {
                parties.add(Party.of(pool, info));
            }
        }
        return parties;
    }

    private static List<Party> strangers(List<Key> keys) {
        return keys.stream().map(key -> Party.unknown(Participants.pidOf(key.process()), key.threadId())).toList();
    }

    private static Waiting forLock(MappedPool pool, ActorInfo actor, WaitKind kind, long lock) {
        if (!LockSlot.canBeAt(pool, lock)) {
            return new Waiting(pool, actor, kind, List.of(), List.of(), false, false, 0);
        }
        long position = pool.position() + lock;
        long acquisitions = LockSlot.acquisitions(position);
        long word = Memory.getLongVolatile(position + LockSlot.WORD);
        return named(pool, actor, kind, LockWord.isHeld(word) ? List.of(word) : List.of(), false, acquisitions);
    }

    private static Waiting forEntries(MappedPool pool, ActorInfo actor, WaitKind kind, boolean units) {
        long slot = actor.waitingFor();
        long position = pool.position() + slot;
        boolean plain = units && LockSlot.kindCode(position) != SyncKind.PROTECTED_SEMAPHORE.code();
        Entries entries = new Entries(pool, slot, LockSlot.tag(position));
        List<Long> owners = new ArrayList<>();
        long last = units ? entries.data(0) : entries.count() - 1L;
        int count = plain ? 0 : entries.count();
        boolean free = plain;
        for (int i = units ? 1 : 0; i <= last && i < count; i++) {
            long word = entries.get(i);
            if (Entries.state(word) == Entries.HELD) {
                owners.add(word);
            } else {
                free |= units;
            }
        }
        return named(pool, actor, kind, free ? List.of() : owners, units, owners.hashCode());
    }

    private static Waiting named(MappedPool pool, ActorInfo actor, WaitKind kind, List<Long> words, boolean any, long acquisitions) {
        List<Key> targets = new ArrayList<>();
        List<Party> owners = new ArrayList<>();
        boolean allKnown = !words.isEmpty();
        for (long word : words) {
            Key key = Key.of(pool, LockWord.ownerIndex(word), LockWord.ownerIncarnation(word));
            owners.add(Party.of(pool, LockWord.ownerIndex(word), LockWord.ownerIncarnation(word)));
            if (key != null) {
                targets.add(key);
            }
            allKnown &= key != null;
        }
        return new Waiting(pool, actor, kind, List.copyOf(targets), List.copyOf(owners), any, allKnown && !WaitKind.hasDeadline(actor.waitKind()),
                acquisitions);
    }

    boolean hasDeadline() {
        return WaitKind.hasDeadline(actor.waitKind());
    }

    Key waiter() {
        return Key.of(pool, actor);
    }

    /// Whether this wait, read before, has not ended in between, and is for the same.
    boolean isSameAs(Waiting later) {
        return later != null && later.actor.incarnation() == actor.incarnation() && later.actor.waitCount() == actor.waitCount()
                && later.actor.waitingFor() == actor.waitingFor() && later.acquisitions == acquisitions
                && Objects.equals(later.targets, targets) && later.endless == endless;
    }

    /// The same wait, read again.
    Waiting again() {
        ActorInfo now = pool.actors().get(actor.index());
        return now == null || now.incarnation() != actor.incarnation() ? null : of(pool, now);
    }
}
