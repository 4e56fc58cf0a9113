package rockpool.engine.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.inspect.PoolVerifier;
import rockpool.engine.memory.Memory;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// Each check of a pool's layout notices what it is there for, and names the place.
@ExtendWith(NothingLeft.class)
class PoolChecksTest {

    private static final long WRONG = 0x7FFF_FFFF_FFFF_FFFBL;

    private Pool pool;
    private PoolView view;
    private PoolLayout layout;
    private int run;

    @BeforeEach
    void fill() {
        pool = Pool.create(TestNames.unique(), 1 << 20);
        view = Pool.view(pool.name());
        layout = pool.layout();
        pool.types().add(new byte[] {1, 2, 3});
        pool.names().put("thing", Names.HEAP, 4096, 1);
        pool.names().put("other", Names.HEAP, 4096, 1);
        run = pool.units().claim(3, UnitClass.DATA, 1);
        pool.units().release(pool.units().claim(1, UnitClass.DATA, 1), 1);
        pool.actor();
        pool.events().publish(EventKind.NOTE, "made", 1, 2, 3);
        assertEquals(List.of(), PoolVerifier.verify(view));
    }

    @AfterEach
    void close() {
        assertEquals(List.of(), PoolVerifier.verify(view), "all damage was taken back");
        view.close();
        pool.close();
    }

    /// Stores a word, expects that exactly this is noticed, and takes it back.
    private void expect(long offset, long word, String place) {
        long position = pool.position() + offset;
        long before = Memory.getLong(position);
        Memory.putLong(position, word);
        List<Problem> found = PoolVerifier.verify(view);
        Memory.putLong(position, before);
        assertTrue(found.stream().anyMatch(problem -> problem.place().startsWith(place) || problem.place().contains(", types, " + place)),
                () -> "no \"" + place + "\" in " + found);
    }

    private void expectInt(long offset, int number, String place) {
        int before = Memory.getInt(pool.position() + offset);
        long at = offset & -8;
        long word = Memory.getLong(pool.position() + at);
        int shift = offset == at ? 0 : 32;
        expect(at, word & ~(0xFFFF_FFFFL << shift) | (number & 0xFFFF_FFFFL) << shift, place);
        assertEquals(before, Memory.getInt(pool.position() + offset));
    }

    private long word(long offset) {
        return Memory.getLong(pool.position() + offset);
    }

    @Test
    void theHeader() {
        expect(8, WRONG, pool.objectName());
        expect(PoolHeader.UNITS_USED, layout.units() + 1, "header, units used");
        expect(PoolHeader.NEXT_EVENT, 0, "header, next event");
        expect(PoolHeader.NAMES_LOCK, WRONG, "header, lock of the names");
        expect(PoolHeader.TYPES_LOCK, WRONG, "header, lock of the types");
    }

    @Test
    void participants() {
        long self = layout.participantsOffset() + (long) pool.self().index() * PoolLayout.PARTICIPANT_BYTES;
        long another = layout.participantsOffset() + (pool.self().index() + 1L) * PoolLayout.PARTICIPANT_BYTES;
        String place = "participant " + pool.self().index();
        expect(self + Participants.WORD, Participants.pack(pool.identity(), 0), place);
        expect(another + Participants.WORD, word(self + Participants.WORD), "participant " + (pool.self().index() + 1));
        expectInt(self + Participants.NAME_LENGTH, 49, place + " at offset " + self + ", name, length");
        expectInt(self + Participants.ROLE_LENGTH, -1, place + " at offset " + self + ", role, length");
    }

    @Test
    void actors() {
        long self = layout.actorsOffset() + (long) pool.actor().index() * PoolLayout.ACTOR_BYTES;
        long free = layout.actorsOffset() + (pool.actor().index() + 1L) * PoolLayout.ACTOR_BYTES;
        String place = "actor " + pool.actor().index() + " at offset " + self;
        expect(self + Actors.WORD, WRONG, place);
        expect(free + Actors.WORD, 1L << 32, "actor " + (pool.actor().index() + 1));
        expectInt(self + Actors.NAME_LENGTH, 1000, place + ", name, length");
        expectInt(self + Actors.VIRTUAL, 2, place + ", virtual, length");
        expect(self + Actors.WAITING_FOR, WRONG, place + ", waiting for");
        expect(self + Actors.PINS, pool.units().offset(run) + 8, place + ", pin 0");
        expect(self + Actors.PINS + 8, pool.units().offset(layout.units() - 1), place + ", pin 1");
    }

    @Test
    void names() {
        long first = layout.namesOffset();
        String place = "name 0 at offset " + first;
        expect(first + 2L * PoolLayout.NAME_BYTES + Names.WORD, word(first + Names.WORD) & -1L << 32, "name 2");
        expectInt(first + Names.LENGTH, 0, place + ", length");
        expect(first + Names.NAME, '*', place);
        expect(first + Names.NAME, word(first + Names.NAME) + 1, place + ", hash");
        expect(first + Names.OFFSET, -16, place + ", offset");
        long second = first + PoolLayout.NAME_BYTES;
        Memory.putLong(pool.position() + second + Names.WORD, word(first + Names.WORD));
        long before = word(second + Names.NAME);
        expect(second + Names.NAME, word(first + Names.NAME), "name 1");
        assertEquals(before, word(second + Names.NAME));
        pool.names().remove("other", 4096, 1);
        Memory.putLong(pool.position() + second + Names.WORD, 0);
    }

    @Test
    void events() {
        long sequence = pool.events().next() - 1;
        int index = (int) (sequence % layout.events());
        long last = layout.eventsOffset() + (long) index * PoolLayout.EVENT_BYTES;
        String place = "event " + index + " at offset " + last;
        long word = word(last + EventRing.WORD);
        expect(last + EventRing.WORD, word + (1L << 18), place);
        expect(last + EventRing.WORD, word | 0xFFFFL << 2, place);
        expect(last + EventRing.WORD, word | 3, place);
        expectInt(last + EventRing.KIND, 1000, place + ", kind");
        expectInt(last + EventRing.TEXT_LENGTH, 25, place + ", text, length");
        expectInt(last + EventRing.ACTOR, layout.actors(), place + ", actor");
    }

    @Test
    void units() {
        Units units = pool.units();
        expect(units.wordPosition(layout.units() - 1) - pool.position(), 1, "unit " + (layout.units() - 1));
        expect(units.wordPosition(run) - pool.position(), Units.pack(1, 0x3F, true, 0), "unit " + run);
        expect(units.wordPosition(run) - pool.position(), Units.pack(1, UnitClass.FREE, true, 0), "unit " + run);
        expect(units.wordPosition(run) - pool.position(), Units.pack(layout.participants(), UnitClass.CHANGING, true, 0), "unit " + run);
        expect(units.wordPosition(run) - pool.position(), Units.pack(1, UnitClass.DATA, false, 0), "unit " + run);
        expect(units.wordPosition(run + 1) - pool.position(), Units.pack(1, UnitClass.LARGE_TAIL, false, 0), "unit " + (run + 1));
        expect(units.wordPosition(run + 1) - pool.position(), Units.pack(2, UnitClass.LARGE_TAIL, true, 0), "unit " + (run + 1));
        expect(units.wordPosition(run) - pool.position(), 0, "unit " + (run + 1));
        Memory.putLong(pool.position() + PoolHeader.UNITS_USED, layout.units());
        expect(units.wordPosition(layout.units() - 1) - pool.position(), Units.pack(1, UnitClass.DATA, true, 0),
                "unit " + (layout.units() - 1));
    }

    @Test
    void types() {
        long chunk = word(PoolHeader.FIRST_TYPES);
        int unit = pool.units().unitAt(chunk);
        long record = chunk + TypeTable.CHUNK_RECORDS;
        expect(chunk + TypeTable.CHUNK_LENGTH, 1, "length of the chunk");
        expectInt(record + TypeTable.RECORD_LENGTH, 1 << 20, "length of the record");
        expectInt(record + TypeTable.RECORD_NUMBER, 2, "number of the record");
        expect(PoolHeader.TYPES, word(PoolHeader.TYPES) + 1, "end of the last record");
        expect(PoolHeader.FIRST_TYPES, pool.units().offset(run), "chunk");
        expect(chunk + TypeTable.CHUNK_NEXT, chunk, "next chunk");
        int unnamed = pool.units().claim(1, UnitClass.TYPES, 0);
        expect(PoolHeader.RELEASES, word(PoolHeader.RELEASES), "types, unit " + unnamed);
        pool.units().release(unnamed, 1);
        assertTrue(unnamed != unit);
    }
}
