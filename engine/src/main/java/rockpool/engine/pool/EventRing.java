package rockpool.engine.pool;

import java.lang.invoke.VarHandle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import rockpool.engine.memory.Memory;
import rockpool.engine.posix.ProcessState;

/// The last things that happened in a pool. A slot:
///
/// | offset | size | field | who writes it | access |
/// |---:|---:|---|---|---|
/// | 0 | 8 | word: sequence 46, participant + 1 (16 bits from 2), state 2 | publisher, recoverer | compare-and-set, release |
/// | 8 | 4 | kind | the publisher | plain |
/// | 12 | 4 | pid | the publisher | plain |
/// | 16 | 8 | nanoseconds | the publisher | plain |
/// | 24 | 8 | milliseconds since 1970 | the publisher | plain |
/// | 32 | 4 | actor | the publisher | plain |
/// | 36 | 4 | length of the text | the publisher | plain |
/// | 40 | 64 | payload | the publisher | plain |
/// | 104 | 24 | text | the publisher | plain |
///
/// Event number `s` goes to slot `s % count`; numbers begin at 1. A publisher claims the slot by a compare-and-set that names it, then
/// raises the header's next sequence (anybody who meets a claimed slot helps), writes, and sets FULL. Nobody waits: a slot whose last
/// publisher has not finished is left out, and its number with it. A publisher that dies leaves a slot in WRITING, which readers pass over
/// once they know, and which the recoverer makes EMPTY.
public final class EventRing {

    static final int WORD = 0;
    static final int KIND = WORD + 8;
    static final int PID = KIND + 4;
    static final int NANOS = PID + 4;
    static final int MILLIS = NANOS + 8;
    static final int ACTOR = MILLIS + 8;
    static final int TEXT_LENGTH = ACTOR + 4;
    static final int PAYLOAD = TEXT_LENGTH + 4;
    static final int PAYLOAD_COUNT = 8;
    static final int TEXT = PAYLOAD + 8 * PAYLOAD_COUNT;
    static final int TEXT_BYTES = 24;

    static final int EMPTY = 0;
    static final int WRITING = 1;
    static final int FULL = 2;

    private static final int SEQUENCE_SHIFT = 18;
    private static final long MOST = Long.MAX_VALUE >>> SEQUENCE_SHIFT;

    /// What was read, and where to read on.
    ///
    /// @param lost how many events were overwritten before they were read
    public record Batch(List<Event> events, long next, long lost) {}

    private final MappedPool pool;
    private final long base;
    private final int count;

    EventRing(MappedPool pool, long base, int count) {
        this.pool = pool;
        this.base = base;
        this.count = count;
    }

    private static long pack(long sequence, int participant, int state) {
        return sequence << SEQUENCE_SHIFT | (long) (participant + 1) << 2 | state;
    }

    static long sequenceOf(long word) {
        return word >>> SEQUENCE_SHIFT;
    }

    static int participantOf(long word) {
        return (int) (word >>> 2 & 0xFFFF) - 1;
    }

    static int stateOf(long word) {
        return (int) word & 3;
    }

    private long slot(long sequence) {
        return base + sequence % count * PoolLayout.EVENT_BYTES;
    }

    private long nextPosition() {
        return pool.position() + PoolHeader.NEXT_EVENT;
    }

    /// How many are remembered.
    public int count() {
        return count;
    }

    /// The number the next event will have at least.
    public long next() {
        return Memory.getLongAcquire(nextPosition()) & MOST;
    }

    /// Says that something happened.
    ///
    /// @param payload at most eight numbers
    public void publish(EventKind kind, long... payload) {
        publish(kind, "", payload);
    }

    /// Says that something happened, in the ring and to the flight recorder ([FlightEvents]).
    ///
    /// @param text cut to 24 bytes
    /// @param payload at most eight numbers
    public void publish(EventKind kind, String text, long... payload) {
        if (payload.length > PAYLOAD_COUNT) {
            throw new IllegalArgumentException("payload=" + payload.length + " numbers: at most " + PAYLOAD_COUNT);
        }
        Pool writer = pool.writable();
        int me = writer.participants().selfIndex();
        long sequence = claim(me);
        PoolPoints.EVENT_CLAIMED.reach();
        write(slot(sequence), writer, kind, text, payload);
        Memory.compareAndSetLong(slot(sequence) + WORD, pack(sequence, me, WRITING), pack(sequence, me, FULL));
        FlightEvents.commit(writer, kind, text, payload);
    }

    private long claim(int me) {
        while (true) {
            // Compared as it is: with damage in its upper bits it could never be raised.
            long raised = Memory.getLongAcquire(nextPosition());
            long next = raised & MOST;
            long position = slot(next) + WORD;
            long word = Memory.getLongAcquire(position);
            boolean free = stateOf(word) != WRITING && sequenceOf(word) < next;
            boolean mine = free && Memory.compareAndSetLong(position, word, pack(next, me, WRITING));
            if (!free || mine) {
                Memory.compareAndSetLong(nextPosition(), raised, next + 1);
            }
            if (mine) {
                return next;
            }
        }
    }

    private void write(long slot, Pool writer, EventKind kind, String text, long[] payload) {
        Memory.putInt(slot + KIND, kind.ordinal());
        Memory.putInt(slot + PID, writer.identity().pid());
        Memory.putLong(slot + NANOS, System.nanoTime());
        Memory.putLong(slot + MILLIS, System.currentTimeMillis());
        Memory.putInt(slot + ACTOR, writer.actorIndexIfAny());
        for (int i = 0; i < PAYLOAD_COUNT; i++) {
            Memory.putLong(slot + PAYLOAD + 8L * i, i < payload.length ? payload[i] : 0);
        }
        Memory.putInt(slot + TEXT_LENGTH, Texts.write(text, slot + TEXT, TEXT_BYTES));
    }

    /// Reads all events from a number on that are still remembered and complete.
    ///
    /// @param from 0 for the oldest; then the last batch's `next`
    public Batch read(long from) {
        long end = next();
        long first = Math.max(Math.max(from, 1), end - count);
        List<Event> events = new ArrayList<>();
        for (long sequence = first; sequence < end; sequence++) {
            long word = Memory.getLongAcquire(slot(sequence) + WORD);
            if (sequenceOf(word) == sequence && stateOf(word) == WRITING
                    && pool.participants().state(participantOf(word)) != ProcessState.DEAD) {
                return new Batch(events, sequence, first - Math.max(from, 1));
            }
            Event event = read(sequence, word);
            if (event != null) {
                events.add(event);
            }
        }
        return new Batch(events, end, Math.max(0, first - Math.max(from, 1)));
    }

    private Event read(long sequence, long word) {
        long slot = slot(sequence);
        if (sequenceOf(word) != sequence || stateOf(word) != FULL) {
            return null;
        }
        EventKind kind = EventKind.of(Memory.getInt(slot + KIND));
        List<Long> payload = new ArrayList<>();
        for (int i = 0; i < PAYLOAD_COUNT; i++) {
            payload.add(Memory.getLong(slot + PAYLOAD + 8L * i));
        }
        Event event = new Event(sequence, kind, Memory.getLong(slot + NANOS), Instant.ofEpochMilli(Memory.getLong(slot + MILLIS)),
                Memory.getInt(slot + PID), Memory.getInt(slot + ACTOR), List.copyOf(payload),
                Texts.read(slot + TEXT, Memory.getInt(slot + TEXT_LENGTH), TEXT_BYTES));
        VarHandle.acquireFence();
        return kind != null && Memory.getLongOpaque(slot + WORD) == word ? event : null;
    }

    /// Empties the slots that a dead participant was writing.
    void recover(int participant, BooleanSupplier stillDead) {
        for (int i = 0; i < count; i++) {
            long position = base + (long) i * PoolLayout.EVENT_BYTES + WORD;
            long word = Memory.getLongAcquire(position);
            if (stateOf(word) == WRITING && participantOf(word) == participant && stillDead.getAsBoolean()) {
                Memory.compareAndSetLong(position, word, pack(sequenceOf(word), participant, EMPTY));
            }
        }
    }
}
