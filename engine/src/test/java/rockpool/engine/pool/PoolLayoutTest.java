package rockpool.engine.pool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The shared format in literal numbers: who changes one of these changes the format, and raises its version.
class PoolLayoutTest {

    private static void assertNumbers(long[] literal, long... constants) {
        assertArrayEquals(literal, constants, Arrays.toString(constants));
    }

    @Test
    void theHeaderIsWhereItWas() {
        assertEquals(0x4C4F4F504B434F52L, PoolHeader.MAGIC_NUMBER);
        assertEquals(1, PoolHeader.VERSION_NUMBER);
        assertNumbers(new long[] {0, 8, 12, 16, 24, 32, 40, 48, 52, 56, 60, 64, 68, 72, 80, 144, 152, 160},
                PoolHeader.MAGIC, PoolHeader.VERSION, PoolHeader.UNIT_SIZE, PoolHeader.BOOT, PoolHeader.NAMESPACE, PoolHeader.CREATOR,
                PoolHeader.MADE_AT, PoolHeader.PARTICIPANTS, PoolHeader.ACTORS, PoolHeader.NAMES, PoolHeader.EVENTS, PoolHeader.UNITS,
                PoolHeader.NAME_LENGTH, PoolHeader.PREFERRED_POSITION, PoolHeader.NAME, PoolHeader.KIND, PoolHeader.CHECKSUM,
                PoolHeader.FIXED_BYTES);
        assertNumbers(new long[] {512, 576, 640, 704, 768, 832, 840, 896, 960, 1024, 1032, 1040, 2048, 3072},
                PoolHeader.NAMES_LOCK, PoolHeader.TYPES_LOCK, PoolHeader.UNITS_USED, PoolHeader.RELEASES, PoolHeader.NEXT_EVENT,
                PoolHeader.FIRST_TYPES, PoolHeader.TYPES, PoolHeader.INCARNATIONS, PoolHeader.RECOVERIES, PoolHeader.RECLAIM_LOCK, PoolHeader.RECLAIM_EPOCH, PoolHeader.SHORTAGES,
                PoolLayout.ARRAYS_OFFSET, PoolLayout.HEAP_DIRECTORY_OFFSET);
    }

    @Test
    void theSlotsAreAsTheyWere() {
        assertNumbers(new long[] {0, 8, 16, 20, 24, 72, 96}, Participants.WORD, Participants.JOINED_AT, Participants.NAME_LENGTH,
                Participants.ROLE_LENGTH, Participants.NAME, Participants.ROLE, Participants.END);
        assertNumbers(new long[] {0, 8, 16, 24, 28, 32, 36, 40, 48, 52, 44, 128, 16, 96, 104, 256, 260, 60}, Actors.WORD, Actors.WAITING_FOR, Actors.WAIT_SINCE,
                Actors.WAIT_KIND, Actors.WAIT_COUNT, Actors.WAKE, Actors.VIRTUAL, Actors.THREAD_ID, Actors.NAME_LENGTH, Actors.NAME,
                Actors.NAME_SPACE, Actors.PINS, Actors.PIN_COUNT, Actors.WAIT_WITH, Actors.WAIT_THREAD, Actors.LINE_LENGTH, Actors.LINE,
                Actors.LINE_SPACE);
        assertNumbers(new long[] {0, 8, 16, 24, 64}, Names.WORD, Names.OFFSET, Names.INCARNATION, Names.LENGTH, Names.NAME);
        assertNumbers(new long[] {0, 8, 12, 16, 24, 32, 36, 40, 104, 24}, EventRing.WORD, EventRing.KIND, EventRing.PID, EventRing.NANOS,
                EventRing.MILLIS, EventRing.ACTOR, EventRing.TEXT_LENGTH, EventRing.PAYLOAD, EventRing.TEXT, EventRing.TEXT_BYTES);
        assertNumbers(new long[] {0, 8, 16, 0, 4, 8}, TypeTable.CHUNK_NEXT, TypeTable.CHUNK_LENGTH, TypeTable.CHUNK_RECORDS,
                TypeTable.RECORD_LENGTH, TypeTable.RECORD_NUMBER, TypeTable.RECORD_BYTES);
        assertNumbers(new long[] {0, 64, 192, 704, 1216, 1728}, UnitMeta.HEADER, UnitMeta.PAGE_WORDS, UnitMeta.ALLOCATED, UnitMeta.MARKED,
                UnitMeta.GREY, UnitMeta.BYTES);
        assertNumbers(new long[] {4096, 512, 320, 128, 128, 8, 65536}, PoolLayout.HEADER_BYTES, PoolLayout.PARTICIPANT_BYTES,
                PoolLayout.ACTOR_BYTES, PoolLayout.NAME_BYTES, PoolLayout.EVENT_BYTES, PoolLayout.UNIT_WORD_BYTES, PoolLayout.UNIT_BYTES);
    }

    @Test
    void wordsArePackedAsTheyWere() {
        assertEquals(0x0012_3456_0000_0000L << 8 | 7L << 34 | 1L << 32 | 9, Units.pack(0x123456, UnitClass.LARGE_HEAD, true, 9));
        assertEquals(4L << 32 | 0x00ABCDEF02L & 0xFFFF_FFFFL, Actors.pack(3, 0xABCDEF, 2) & 0xFFFF_FFFFFFFFL);
        assertNumbers(LongStream.rangeClosed(0, 13).toArray(), UnitClass.FREE, UnitClass.CHANGING, UnitClass.HEAPS, UnitClass.LOCKS,
                UnitClass.TYPES, UnitClass.SMALL, UnitClass.SPAN, UnitClass.LARGE_HEAD, UnitClass.LARGE_TAIL, UnitClass.LOG, UnitClass.DATA,
                UnitClass.HANDLES, UnitClass.ARRAYS, UnitClass.ARRAY_DATA);
        assertEquals(0, EventKind.POOL_CREATED.ordinal());
        assertEquals(11, EventKind.COLLECTION.ordinal());
        assertEquals(18, EventKind.NOTE.ordinal());
    }

    @Test
    void tablesFitTheSizeOfThePool() {
        assertSizes(1 << 20, 16, 64, 64, 64, 16);
        assertSizes(16 << 20, 128, 1024, 1024, 256, 256);
        assertSizes(64 << 20, 256, 4096, 2048, 1024, 1024);
    }

    private static void assertSizes(long bytes, int participants, int actors, int names, int events, int units) {
        PoolLayout layout = PoolLayout.of(PoolOptions.of(bytes));
        assertEquals(new PoolLayout(participants, actors, names, events, units), layout);
        for (long offset : new long[] {layout.participantsOffset(), layout.actorsOffset(), layout.namesOffset(), layout.eventsOffset(),
                layout.unitWordsOffset(), layout.unitMetaOffset()}) {
            assertEquals(0, offset % 4096);
        }
        assertEquals(0, layout.unitsOffset() % 65536);
        assertEquals(layout.unitsOffset() + bytes, layout.totalBytes());
    }

    @Test
    void thePageAboutTheLayoutSaysTheSameNumbers() throws IOException {
        String page = Files.readString(docs().resolve("pool-layout.md"));
        assertRow(page, "header", PoolLayout.HEADER_BYTES + " B");
        assertRow(page, "participants", PoolLayout.PARTICIPANT_BYTES + " B");
        assertRow(page, "actors", PoolLayout.ACTOR_BYTES + " B");
        assertRow(page, "names", PoolLayout.NAME_BYTES + " B");
        assertRow(page, "events", PoolLayout.EVENT_BYTES + " B");
        assertRow(page, "unit words", PoolLayout.UNIT_WORD_BYTES + " B");
        assertRow(page, "unit metas", UnitMeta.BYTES + " B");
        assertRow(page, "units", PoolLayout.UNIT_BYTES / 1024 + " KiB");
        for (int unitClass = UnitClass.HEAPS; unitClass <= UnitClass.LOG; unitClass++) {
            assertTrue(page.contains(UnitClass.name(unitClass)), UnitClass.name(unitClass));
        }
    }

    private static void assertRow(String page, String area, String bytes) {
        assertTrue(page.contains("| " + area + " | " + bytes + " |"), area + " " + bytes);
    }

    private static Path docs() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("docs"))) {
            here = here.getParent();
        }
        return here.resolve("docs");
    }
}
