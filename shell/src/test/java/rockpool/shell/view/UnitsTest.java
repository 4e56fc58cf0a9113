package rockpool.shell.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class UnitsTest {

    @Test
    void sizesAreReadAsPeopleWriteThem() {
        assertEquals(512, Units.bytes("512"));
        assertEquals(64 << 10, Units.bytes("64k"));
        assertEquals(64 << 20, Units.bytes("64M"));
        assertEquals(2L << 30, Units.bytes("2GiB"));
    }

    @Test
    void whatIsNoSizeIsRefusedWithItsText() {
        for (String text : new String[] {"", "many", "-1", "1.5m", "64x", "99999999999999999999", "9999999t"}) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> Units.bytes(text), text);
            assertTrue(refused.getMessage().contains("size=" + text), refused.getMessage());
        }
    }

    @Test
    void sizesAndTimesAreShownShort() {
        assertEquals("0 B", Units.size(0));
        assertEquals("1 KiB", Units.size(1024));
        assertEquals("1.5 MiB", Units.size(3 << 19));
        assertEquals("950 ns", Units.time(950));
        assertEquals("1.5 ms", Units.time(1_500_000));
    }
}
