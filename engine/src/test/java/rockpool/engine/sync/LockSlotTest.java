package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// The shared format in numbers, so that changing it is deliberate.
class LockSlotTest {

    @Test
    void theFieldsLieWhereTheyLay() {
        assertEquals(0, LockSlot.WORD);
        assertEquals(8, LockSlot.WAKE);
        assertEquals(12, LockSlot.KIND);
        assertEquals(16, LockSlot.ACQUISITIONS);
        assertEquals(24, LockSlot.OBSERVED);
        assertEquals(32, LockSlot.RECURSION);
        assertEquals(40, LockSlot.LIFE);
        assertEquals(48, LockSlot.USE);
        assertEquals(64, LockSlot.BYTES);
        assertEquals(1024, LockUnits.SLOTS);
        assertEquals(0, LockKind.NORMAL.ordinal());
        assertEquals(1, LockKind.ERRORCHECK.ordinal());
        assertEquals(2, LockKind.RECURSIVE.ordinal());
    }

    @Test
    void theWordNamesItsOwner() {
        long word = LockWord.heldBy(0x1234, 0xABCDEF);
        assertEquals(0xAB_CDEF_1235L, word);
        assertEquals(0x1234, LockWord.ownerIndex(word | LockWord.WAITERS));
        assertEquals(0xABCDEF, LockWord.ownerIncarnation(word | LockWord.RECOVERING));
        assertTrue(LockWord.isHeld(LockWord.heldBy(0, 0)));
        assertFalse(LockWord.isHeld(LockWord.ABANDONED));
    }

    @Test
    void aWordThatNoLockCanHaveIsKnown() {
        assertTrue(LockWord.isPossible(LockWord.FREE));
        assertTrue(LockWord.isPossible(LockWord.ABANDONED));
        assertTrue(LockWord.isPossible(LockWord.RECOVERING));
        assertTrue(LockWord.isPossible(LockWord.RECOVERING | LockWord.RESERVED));
        assertFalse(LockWord.isPossible(LockWord.ABANDONED | LockWord.RESERVED));
        assertTrue(LockWord.isPossible(LockWord.heldBy(7, 0) | LockWord.WAITERS | LockWord.RETIRING));
        assertFalse(LockWord.isPossible(1L << 45 | 1));
        assertFalse(LockWord.isPossible(LockWord.WAITERS), "waiters of nobody");
        assertFalse(LockWord.isPossible(LockWord.heldBy(7, 0) | LockWord.ABANDONED));
        assertFalse(LockWord.isPossible(5L << LockWord.INCARNATION_SHIFT), "an incarnation of nobody");
    }
}
