package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// The shared format of primitive arrays in literal numbers.
class ArrayLayoutTest {

    @Test
    void aSlotIsAsItWas() {
        assertArrayEquals(new int[] {0, 8, 16, 24, 28, 32, 16, 192, 341},
                new int[] {ArrayLayout.WORD, ArrayLayout.USE, ArrayLayout.DATA, ArrayLayout.KIND, ArrayLayout.DIMENSIONS, ArrayLayout.SHAPE,
                    ArrayLayout.MOST_DIMENSIONS, ArrayLayout.BYTES, ArraySlots.PER_UNIT});
        assertArrayEquals(new int[] {0, 1, 2, 3, 4},
                new int[] {ArrayLayout.FREE, ArrayLayout.MAKING, ArrayLayout.LIVE, ArrayLayout.ENDED, ArrayLayout.FREEING});
        assertEquals(0x2000_0000_0000_0007L, ArrayLayout.word(ArrayLayout.LIVE, 7));
        assertArrayEquals(new int[] {1, 2, 3, 4, 5, 6, 7}, Arrays.stream(ElementKind.values()).mapToInt(ElementKind::code).toArray());
    }

    @Test
    void elementsTakeTheLeastBlockThatHoldsThem() {
        long[] bytes = {0, 64, 65, 192, 193, 257, 21825, 32768, 32769, 65537};
        long[] taken = {64, 64, 128, 192, 256, 384, 32768, 32768, 65536, 131072};
        assertArrayEquals(taken, Arrays.stream(bytes).map(ArrayMemory::taken).toArray());
    }
}
