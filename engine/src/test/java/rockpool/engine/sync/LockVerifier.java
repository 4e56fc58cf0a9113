package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import rockpool.engine.memory.Memory;
import rockpool.engine.pool.ActorInfo;
import rockpool.engine.pool.Pool;

/// What must hold of a lock when nobody is using it.
final class LockVerifier {

    private LockVerifier() {}

    static void verify(Pool pool, long lock) {
        long word = LockSlot.word(pool.position() + lock);
        assertTrue(LockWord.isPossible(word), () -> "word 0x" + Long.toHexString(word));
        assertEquals(0, LockWord.owner(word), "no owner is left");
        assertEquals(0, word & ~LockWord.ABANDONED, "no flag is left");
        assertTrue(LockKind.of(Memory.getInt(pool.position() + lock + LockSlot.KIND)) != null, "the kind is one of the kinds");
        eventually("nobody waits", () -> pool.actors().list().stream().mapToLong(ActorInfo::waitingFor).allMatch(offset -> offset == 0));
    }
}
