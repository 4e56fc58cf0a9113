package rockpool.engine.pool;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import rockpool.engine.memory.Memory;

/// Checks what must hold in a pool while nothing in it is being changed. It writes nothing and follows nothing that it has not checked.
final class PoolChecks {

    private final MappedPool pool;
    private final PoolLayout layout;
    private final Problems problems;

    PoolChecks(MappedPool pool, Problems problems) {
        this.pool = pool;
        this.layout = pool.layout();
        this.problems = problems;
    }

    void run() {
        problems.guarded("header", this::header);
        problems.guarded("participants", this::participants);
        problems.guarded("actors", this::actors);
        problems.guarded("names", this::names);
        problems.guarded("events", this::events);
        problems.guarded("units", this::units);
        problems.guarded("types", this::types);
    }

    private long load(long offset) {
        return Memory.getLongAcquire(pool.position() + offset);
    }

    private int loadInt(long offset) {
        return Memory.getInt(pool.position() + offset);
    }

    private static String at(String what, long offset) {
        return what + " at offset " + offset;
    }

    private static String hex(long word) {
        return "0x" + Long.toHexString(word);
    }

    private void header() {
        problems.guarded("header", () -> {
            byte[] start = new byte[PoolHeader.FIXED_BYTES];
            Memory.copyOut(pool.position(), java.lang.foreign.ValueLayout.JAVA_BYTE, start, 0, start.length);
            PoolHeader.read(pool.objectName(), start);
        });
        long size = pool.region().refreshLimit();
        problems.require(size >= layout.unitMetaOffset(), "object, length", "at least " + layout.unitMetaOffset(), size);
        long used = load(PoolHeader.UNITS_USED);
        problems.require(used >= 0 && used <= layout.units(), at("header, units used", PoolHeader.UNITS_USED), "0 to " + layout.units(), used);
        long next = load(PoolHeader.NEXT_EVENT);
        problems.require(next > 0 && next == pool.events().next(), at("header, next event", PoolHeader.NEXT_EVENT), "1 to 2^46", next);
        lock("names", PoolHeader.NAMES_LOCK);
        lock("types", PoolHeader.TYPES_LOCK);
        lock("reclaimer", PoolHeader.RECLAIM_LOCK);
    }

    private void lock(String table, int offset) {
        long word = load(offset);
        problems.require(word == 0 || word >>> 40 == 0 && PoolLock.actorOf(word) >= 0 && PoolLock.actorOf(word) < layout.actors(),
                at("header, lock of the " + table, offset), "0 or an actor", hex(word));
    }

    private void participants() {
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < layout.participants(); i++) {
            long offset = layout.participantsOffset() + (long) i * PoolLayout.PARTICIPANT_BYTES;
            long word = load(offset + Participants.WORD);
            if (word == 0) {
                continue;
            }
            String place = at("participant " + i, offset);
            problems.require(Participants.stateOf(word) != 0 && Participants.identityOf(word).pid() > 0, place, "a process and a state", hex(word));
            problems.require(seen.add(Participants.identityOf(word)), place, "a process without another slot", Participants.identityOf(word));
            if (Participants.stateOf(word) != Participants.JOINING) {
                length(place + ", name", offset + Participants.NAME_LENGTH, 0, Participants.ROLE - Participants.NAME);
                length(place + ", role", offset + Participants.ROLE_LENGTH, 0, Participants.END - Participants.ROLE);
            }
        }
    }

    private void length(String place, long offset, int least, int most) {
        int length = loadInt(offset);
        problems.require(length >= least && length <= most, place + ", length", least + " to " + most, length);
    }

    private boolean isParticipant(int index) {
        return index >= 0 && index < layout.participants() && pool.participants().word(index) != 0;
    }

    private void actors() {
        for (int i = 0; i < layout.actors(); i++) {
            long offset = layout.actorsOffset() + (long) i * PoolLayout.ACTOR_BYTES;
            long word = load(offset + Actors.WORD);
            String place = at("actor " + i, offset);
            int state = Actors.stateOf(word);
            if (state == Actors.FREE) {
                problems.require(word >>> 32 == 0, place, "no participant, since it is free", hex(word));
            } else if (problems.require(state <= Actors.PRESENT && word >>> 48 == 0 && isParticipant(Actors.participantOf(word))
                    && Actors.incarnationOf(word) != 0, place, "a state, an incarnation and a participant", hex(word)) && state == Actors.PRESENT) {
                actor(place, offset);
            }
        }
    }

    private void actor(String place, long offset) {
        length(place + ", name", offset + Actors.NAME_LENGTH, 0, Actors.NAME_SPACE);
        length(place + ", virtual", offset + Actors.VIRTUAL, 0, 1);
        long waitingFor = load(offset + Actors.WAITING_FOR);
        problems.require(pool.region().contains(waitingFor, 8), place + ", waiting for", "an offset in the pool", waitingFor);
        for (int pin = 0; pin < Actors.PIN_COUNT; pin++) {
            long pinned = load(offset + Actors.PINS + 8L * pin);
            problems.require(pinned == 0 || pinned % 16 == 0 && isInBackedUnit(pinned), place + ", pin " + pin, "a block in a unit", pinned);
        }
    }

    private boolean isInBackedUnit(long offset) {
        int unit = pool.units().unitAt(offset);
        return unit >= 0 && Units.backed(pool.units().word(unit));
    }

    private void names() {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < layout.names(); i++) {
            long offset = layout.namesOffset() + (long) i * PoolLayout.NAME_BYTES;
            long word = load(offset + Names.WORD);
            String place = at("name " + i, offset);
            if (Names.kindOf(word) == 0) {
                problems.require(Names.hashOf(word) == 0, place, "no hash, since it is free", hex(word));
                continue;
            }
            length(place, offset + Names.LENGTH, 1, Identifiers.MOST_BYTES);
            String name = Texts.read(pool.position() + offset + Names.NAME, loadInt(offset + Names.LENGTH), Identifiers.MOST_BYTES);
            problems.require(Identifiers.valid(name), place, "a name", name);
            problems.require(name.hashCode() == Names.hashOf(word), place + ", hash", hex(name.hashCode()), hex(Names.hashOf(word)));
            problems.require(seen.put(name, i) == null, place, "a name that no other entry has", name);
            long thing = load(offset + Names.OFFSET);
            problems.require(pool.region().contains(thing, 0), place + ", offset", "within the pool", thing);
        }
    }

    private void events() {
        long next = pool.events().next();
        for (int i = 0; i < layout.events(); i++) {
            long offset = layout.eventsOffset() + (long) i * PoolLayout.EVENT_BYTES;
            long word = load(offset + EventRing.WORD);
            if (word == 0) {
                continue;
            }
            String place = at("event " + i, offset);
            long sequence = EventRing.sequenceOf(word);
            // The publisher that claimed number `next` may have died before it raised the header's.
            problems.require(sequence > 0 && sequence % layout.events() == i && sequence <= next, place, "a number below " + next
                    + " that belongs here", sequence);
            int participant = EventRing.participantOf(word);
            problems.require(participant >= 0 && participant < layout.participants(), place, "a participant", participant);
            if (problems.require(EventRing.stateOf(word) <= EventRing.FULL, place, "a state", hex(word)) && EventRing.stateOf(word) == EventRing.FULL) {
                int kind = loadInt(offset + EventRing.KIND);
                problems.require(EventKind.of(kind) != null, place + ", kind", "a known one", kind);
                length(place + ", text", offset + EventRing.TEXT_LENGTH, 0, EventRing.TEXT_BYTES);
                int actor = loadInt(offset + EventRing.ACTOR);
                problems.require(actor >= -1 && actor < layout.actors(), place + ", actor", "-1 to " + (layout.actors() - 1), actor);
            }
        }
    }

    private void units() {
        int highest = pool.units().highest();
        long before = 0;
        for (int unit = 0; unit < layout.units(); unit++) {
            long word = pool.units().word(unit);
            String place = at("unit " + unit, layout.unitWordsOffset() + (long) unit * PoolLayout.UNIT_WORD_BYTES);
            if (unit >= highest) {
                problems.require(word == 0, place, "0, since it was never used", hex(word));
            } else {
                unit(place, unit, word, before);
            }
            before = word;
        }
    }

    private void unit(String place, int unit, long word, long before) {
        int unitClass = Units.classOf(word);
        problems.require(UnitClass.known(unitClass) && (word >>> 33 & 1) == 0, place, "a known class", hex(word));
        switch (unitClass) {
            case UnitClass.FREE -> problems.require(Units.ownerOf(word) == 0, place, "no owner, since it is free", hex(word));
            case UnitClass.CHANGING -> problems.require(isParticipant(Units.ownerOf(word) - 1), place, "a participant that changes it", hex(word));
            case UnitClass.LARGE_TAIL -> tail(place, unit, word, before);
            case UnitClass.HANDLES -> problems.require(Units.backed(word) && isParticipant(Units.ownerOf(word) - 1), place,
                    "backed, and a participant whose handles are in it", hex(word));
            default -> problems.require(Units.backed(word), place, "backed, since it is owned", hex(word));
        }
        if (Units.backed(word)) {
            problems.require(pool.region().contains(pool.units().offset(unit), PoolLayout.UNIT_BYTES), place, "memory, since it is backed",
                    "the end of the object at " + pool.region().limit());
        }
    }

    private void tail(String place, int unit, long word, long before) {
        int classBefore = Units.classOf(before);
        problems.require(Units.backed(word), place, "backed, since it is owned", hex(word));
        problems.require(unit > 0 && classBefore != UnitClass.FREE, place, "a run that it belongs to", "a free unit before it");
        problems.require(classBefore == UnitClass.CHANGING || Units.ownerOf(before) == Units.ownerOf(word), place,
                "the owner of the unit before it", hex(word));
    }

    /// A table of its own reads all records anew. Its chunks must be all the units of types there are.
    private void types() {
        TypeTable fresh = new TypeTable(pool);
        for (int number = 1; number <= fresh.count(); number++) {
            fresh.get(number);
        }
        if (load(PoolHeader.TYPES_LOCK) == 0) {
            Set<Integer> named = fresh.chunkUnits();
            for (int unit = 0; unit < pool.units().highest(); unit++) {
                if (Units.classOf(pool.units().word(unit)) == UnitClass.TYPES) {
                    problems.require(named.contains(unit), "types, unit " + unit, "named by another chunk", "not named");
                }
            }
        }
    }
}
