package rockpool.engine.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WriteSetTest {

    private record Level(WriteSet.Mark mark, Map<Long, Long> model) {}

    @Test
    void itIsAMapThatCanGoBack() {
        long seed = Long.getLong("rockpool.seed", System.nanoTime());
        System.out.println("seed=" + seed);
        Random random = new Random(seed);
        WriteSet set = new WriteSet();
        for (int run = 0; run < 200; run++) {
            set.clear();
            runOnce(random, set, 1 + random.nextInt(60));
        }
    }

    private static void runOnce(Random random, WriteSet set, int places) {
        Map<Long, Long> model = new HashMap<>();
        ArrayDeque<Level> levels = new ArrayDeque<>();
        for (int i = 0; i < 300; i++) {
            switch (random.nextInt(12)) {
                case 0 -> levels.push(new Level(set.mark(), new HashMap<>(model)));
                case 1 -> {
                    if (!levels.isEmpty()) {
                        set.keep(levels.pop().mark);
                    }
                }
                case 2 -> {
                    if (!levels.isEmpty()) {
                        Level level = levels.pop();
                        set.back(level.mark);
                        model = level.model;
                    }
                }
                default -> {
                    long offset = 8L * random.nextInt(places);
                    set.put(offset, 8, i);
                    model.put(offset, (long) i);
                }
            }
            check(set, model, places);
        }
    }

    private static void check(WriteSet set, Map<Long, Long> model, int places) {
        assertEquals(model.size(), set.size());
        for (long place = 0; place < places; place++) {
            int index = set.find(place * 8);
            assertEquals(model.get(place * 8), index < 0 ? null : Long.valueOf(set.value(index)));
        }
    }

    @Test
    void looseWordsBesideOneStoreAreOneStore() {
        WriteSet set = new WriteSet();
        set.put(8, WriteSet.LOOSE_WORD, 1);
        set.put(16, WriteSet.WORD, 2);
        set.put(24, WriteSet.LOOSE_WORD, 3);
        assertTrue(set.isOneStore());
        assertTrue(set.isWord(set.find(24)) && set.isWord(set.find(16)));
        set.put(8, WriteSet.WORD, 4);
        assertFalse(set.isOneStore());
        set.clear();
        set.put(8, 4, 5);
        assertTrue(set.isOneStore());
        assertFalse(set.isWord(set.find(8)));
    }

    @Test
    void aLevelThatIsKeptInsideOneThatGoesBackGoesBackWithIt() {
        WriteSet set = new WriteSet();
        set.put(8, 8, 1);
        WriteSet.Mark outer = set.mark();
        WriteSet.Mark inner = set.mark();
        set.put(8, 8, 2);
        set.put(16, 8, 3);
        set.keep(inner);
        set.back(outer);
        assertEquals(1, set.value(set.find(8)));
        assertEquals(-1, set.find(16));
    }
}
