package rockpool.engine.sync;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.Names;
import rockpool.engine.pool.Problem;
import rockpool.engine.pool.Problems;

/// What must hold of all lock slots of a pool when nobody is using one: each is a free slot, or a lock that is free or can be taken over,
/// and each name leads to a lock.
public final class LockTableVerifier {

    private LockTableVerifier() {}

    /// @return what is wrong, empty if nothing
    public static List<Problem> verify(MappedPool pool) {
        Problems problems = new Problems();
        Look look = new Look();
        Map<Long, Long> lives = new HashMap<>();
        for (long unit : LockUnits.all(pool)) {
            for (long offset = unit; offset < LockUnits.end(pool, unit); offset += LockSlot.BYTES) {
                long life = LockTable.life(pool, offset);
                long word = LockSlot.word(pool.position() + offset);
                boolean takeable = !LockWord.isHeld(word) && !LockWord.has(word, LockWord.ABANDONED) || look.isOwnerDead(pool, word) && !LockWord.has(word, LockWord.RETIRING);
                if (Entries.isPart(pool, offset)) {
                    boolean orphan = Entries.isOrphan(pool, offset, look);
                    problems.require(word == LockWord.PART && !orphan, "part " + offset, "a part of something", "0x" + Long.toHexString(word));
                    continue;
                }
                problems.require(LockTable.isLive(life) ? LockWord.isPossible(word) && takeable : word == LockWord.ABANDONED,
                        "slot " + offset, "free, or a lock that can be taken", "life " + life + " word 0x" + Long.toHexString(word));
                lives.put(offset, life);
            }
        }
        for (Names.Entry entry : pool.names().list()) {
            boolean leads = !SyncKind.isNameOfSlot(entry.kind()) || lives.getOrDefault(entry.offset(), 0L) == entry.incarnation();
            problems.require(leads, "name " + entry.name(), "a lock of that incarnation", entry);
        }
        return problems.found();
    }

    /// All slots are free, but for mutexes.
    static List<Problem> verifyEmpty(MappedPool pool) {
        Problems problems = new Problems();
        for (long unit : LockUnits.all(pool)) {
            for (long offset = unit; offset < LockUnits.end(pool, unit); offset += LockSlot.BYTES) {
                boolean free = !LockTable.isLive(LockTable.life(pool, offset));
                SyncKind kind = free ? null : SyncKind.of(LockSlot.kindCode(pool.position() + offset));
                problems.require(free || kind == SyncKind.MUTEX, "slot " + offset, "free, or a mutex", kind);
            }
        }
        return problems.found();
    }
}
