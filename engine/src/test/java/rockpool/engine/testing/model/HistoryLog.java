package rockpool.engine.testing.model;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/// Where a player keeps its history, in memory that outlives it, and where the referee orders its rounds.
///
/// | offset | size | field | who writes it | access |
/// |---:|---:|---|---|---|
/// | 0 | 8 | order: number of the round, -1 to end | referee | release, last |
/// | 8 | 8 | seed | referee | plain |
/// | 16 | 8 | steps of the round | referee | plain |
/// | 24 | 8 | time of the round's beginning | referee | plain |
/// | 32 | 8 | number of the round that is done | player | release |
/// | 40 | 8 | steps called in the round | player | release |
/// | 48 | 8 | steps returned in the round | player | release |
/// | 56 | 8 | bytes of results | player | plain |
/// | 64 | 24 each | steps: time of the call, time of the return, end of its result among the results | player | plain |
/// | after them | | results, UTF-8 | player | plain |
///
/// A step is called once it counts in 40, and returned once it counts in 48: whoever dies between them leaves a step of which nobody knows
/// whether it happened.
final class HistoryLog {

    static final int BYTES = 1 << 18;
    static final int MOST_STEPS = 1000;
    static final long END = -1;

    private static final long ORDER = 0;
    private static final long SEED = ORDER + 8;
    private static final long STEPS = SEED + 8;
    private static final long START = STEPS + 8;
    private static final long DONE = START + 8;
    private static final long CALLED = DONE + 8;
    private static final long RETURNED = CALLED + 8;
    private static final long RESULT_BYTES = RETURNED + 8;
    private static final long FIRST = RESULT_BYTES + 8;
    private static final long STEP_BYTES = 24;
    private static final long RESULTS = FIRST + MOST_STEPS * STEP_BYTES;

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final VarHandle WORD = LONG.varHandle();

    private final MemorySegment memory;

    /// @param memory of [#BYTES], zeros at first
    HistoryLog(MemorySegment memory) {
        this.memory = memory;
    }

    private long acquire(long at) {
        return (long) WORD.getAcquire(memory, at);
    }

    private void release(long at, long value) {
        WORD.setRelease(memory, at, value);
    }

    // The referee's part

    void order(long round, long seed, int steps, long start) {
        memory.set(LONG, SEED, seed);
        memory.set(LONG, STEPS, steps);
        memory.set(LONG, START, start);
        memory.set(LONG, RESULT_BYTES, 0);
        memory.set(LONG, CALLED, 0);
        memory.set(LONG, RETURNED, 0);
        release(ORDER, round);
    }

    void orderEnd() {
        release(ORDER, END);
    }

    boolean isDone(long round) {
        return acquire(DONE) == round;
    }

    int called() {
        return (int) acquire(CALLED);
    }

    int returned() {
        return (int) acquire(RETURNED);
    }

    long timeOfCall(int step) {
        return memory.get(LONG, at(step));
    }

    long timeOfReturn(int step) {
        return memory.get(LONG, at(step) + 8);
    }

    String result(int step) {
        long from = step == 0 ? 0 : memory.get(LONG, at(step - 1) + 16);
        byte[] bytes = memory.asSlice(RESULTS + from, memory.get(LONG, at(step) + 16) - from).toArray(ValueLayout.JAVA_BYTE);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    // The player's part

    long order() {
        return acquire(ORDER);
    }

    long seed() {
        return memory.get(LONG, SEED);
    }

    int steps() {
        return (int) memory.get(LONG, STEPS);
    }

    long start() {
        return memory.get(LONG, START);
    }

    void called(int step, long time) {
        memory.set(LONG, at(step), time);
        release(CALLED, step + 1);
    }

    void returned(int step, long time, String result) {
        byte[] bytes = result.getBytes(StandardCharsets.UTF_8);
        long from = memory.get(LONG, RESULT_BYTES);
        if (RESULTS + from + bytes.length > BYTES) {
            throw new IllegalStateException("results of a round: more than " + (BYTES - RESULTS) + " bytes");
        }
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, RESULTS + from, bytes.length);
        memory.set(LONG, RESULT_BYTES, from + bytes.length);
        memory.set(LONG, at(step) + 8, time);
        memory.set(LONG, at(step) + 16, from + bytes.length);
        release(RETURNED, step + 1);
    }

    void done(long round) {
        release(DONE, round);
    }

    private static long at(int step) {
        return FIRST + step * STEP_BYTES;
    }
}
