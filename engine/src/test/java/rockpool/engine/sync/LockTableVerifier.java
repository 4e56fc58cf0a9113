package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.Names;

/// What must hold of all lock slots of a pool when nobody is using one: each is a free slot, or a lock that is free or can be taken over, and
/// each name leads to a lock.
final class LockTableVerifier {

    private LockTableVerifier() {}

    static void verify(MappedPool pool) {
        Look look = new Look();
        Map<Long, Long> lives = new HashMap<>();
        for (long unit : LockUnits.all(pool)) {
            for (long offset = unit; offset < LockUnits.end(pool, unit); offset += LockSlot.BYTES) {
                long life = LockTable.life(pool, offset);
                long word = LockSlot.word(pool.position() + offset);
                boolean takeable = !LockWord.isHeld(word) && !LockWord.has(word, LockWord.ABANDONED) || look.isOwnerDead(pool, word) && !LockWord.has(word, LockWord.RETIRING);
                if (Entries.isPart(pool, offset)) {
                    assertTrue(word == LockWord.PART && !Entries.isOrphan(pool, offset, look), "part " + offset + " word 0x" + Long.toHexString(word));
                    continue;
                }
                assertTrue(LockTable.isLive(life) ? LockWord.isPossible(word) && takeable : word == LockWord.ABANDONED,
                        "slot " + offset + " life " + life + " word 0x" + Long.toHexString(word));
                lives.put(offset, life);
            }
        }
        for (Names.Entry entry : pool.names().list()) {
            assertTrue(!SyncKind.isNameOfSlot(entry.kind()) || lives.getOrDefault(entry.offset(), 0L) == entry.incarnation(), entry.toString());
        }
    }

    /// All slots are free, but for mutexes.
    static void verifyEmpty(MappedPool pool) {
        for (long unit : LockUnits.all(pool)) {
            for (long offset = unit; offset < LockUnits.end(pool, unit); offset += LockSlot.BYTES) {
                boolean free = !LockTable.isLive(LockTable.life(pool, offset));
                assertTrue(free || SyncKind.of(LockSlot.kindCode(pool.position() + offset)) == SyncKind.MUTEX, "slot " + offset);
            }
        }
    }
}
