package rockpool.engine.sync;

import static rockpool.engine.testing.Eventually.eventually;

import java.util.List;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.ActorInfo;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.Problem;
import rockpool.engine.pool.Problems;

/// What must hold of a lock when nobody is using it.
final class LockVerifier {

    private LockVerifier() {}

    /// @return what is wrong, empty if nothing
    static List<Problem> verify(Pool pool, long lock) {
        Problems problems = new Problems();
        long word = LockSlot.word(pool.position() + lock);
        String place = "lock " + lock;
        problems.require(LockWord.isPossible(word), place, "a possible word", "0x" + Long.toHexString(word));
        problems.require((word & ~LockWord.ABANDONED) == 0, place, "no owner and no flag", "0x" + Long.toHexString(word));
        int kind = Memory.getInt(pool.position() + lock + LockSlot.KIND);
        problems.require(LockKind.of(kind) != null, place, "one of the kinds", kind);
        eventually("nobody waits", () -> pool.actors().list().stream().mapToLong(ActorInfo::waitingFor).allMatch(offset -> offset == 0));
        return problems.found();
    }
}
