package rockpool.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/// Which addresses mapped memory is given.
class AddressPlanTest {

    private static final long UNIT = 2L << 20;

    @Test
    void newAddressesComeFirstThenThoseGivenBack() {
        AddressPlan plan = new AddressPlan(10 * UNIT, 14 * UNIT);
        assertEquals(10 * UNIT, plan.take(1));
        assertEquals(11 * UNIT, plan.take(UNIT + 1));
        plan.give(11 * UNIT);
        assertEquals(13 * UNIT, plan.take(UNIT));
        assertEquals(11 * UNIT, plan.take(2 * UNIT));
        plan.give(13 * UNIT);
        assertThrows(IllegalStateException.class, () -> plan.take(2 * UNIT));
        assertEquals(13 * UNIT, plan.take(UNIT));
    }
}
