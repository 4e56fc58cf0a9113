package rockpool.engine.pool;

import java.util.Arrays;
import java.util.stream.Collectors;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/// The events of a pool's ring as events of the JDK's flight recorder, in the category `Rockpool`: those that this process publishes.
///
/// While nothing is recorded an event of the ring costs one look at a static field more, and no class of the recorder is loaded but the one
/// with that field.
final class FlightEvents {

    private FlightEvents() {}

    /// Records what was published, if there is a recording.
    static void commit(Pool pool, EventKind kind, String text, long[] payload) {
        if (FlightRecorder.isInitialized()) {
            Making.commit(pool, kind, text, Arrays.copyOf(payload, EventRing.PAYLOAD_COUNT));
        }
    }

    /// A class of its own, since the verifier loads the events with whoever makes them.
    private static final class Making {

        static void commit(Pool pool, EventKind kind, String text, long[] numbers) {
            PoolEvent event = eventOf(kind, numbers);
            if (event.isEnabled()) {
                event.pool = pool.name();
                event.what = kind.name();
                event.text = text;
                event.commit();
            }
        }

        private static PoolEvent eventOf(EventKind kind, long[] numbers) {
            return switch (kind) {
                case COLLECTION -> new CollectionEvent(numbers);
                case GREW, TRIMMED, OUT_OF_MEMORY -> new MemoryEvent(numbers[0]);
                case DIED -> new DeathEvent(numbers);
                case TAKEN_OVER, REDONE, ABANDONED -> new RecoveryEvent(numbers[0]);
                case CONTENDED -> new ContendedWaitEvent(numbers);
                default -> new OtherEvent(numbers);
            };
        }
    }

    /// What all have.
    @Category("Rockpool")
    @StackTrace
    abstract static class PoolEvent extends Event {
        @Label("Pool")
        String pool;
        @Label("What Happened")
        @Description("The kind of event in the pool's ring")
        String what;
        @Label("Text")
        String text;
    }

    @Name("rockpool.Collection")
    @Label("Heap Collection")
    @Description("A heap was collected. The text is why")
    static final class CollectionEvent extends PoolEvent {
        @Label("Heap")
        @Description("Its offset")
        final long heap;
        @Label("Time Spent")
        @Timespan(Timespan.NANOSECONDS)
        final long spent;
        @Label("Live")
        @DataAmount
        final long live;
        @Label("Freed")
        @DataAmount
        final long freed;
        @Label("Pinned Blocks")
        final long pinned;
        @Label("Slices")
        final long slices;
        @Label("Units Given Back")
        final long units;

        CollectionEvent(long[] numbers) {
            heap = numbers[0];
            spent = numbers[1];
            live = numbers[2];
            freed = numbers[3];
            pinned = numbers[4];
            slices = numbers[5];
            units = numbers[6];
        }
    }

    @Name("rockpool.Memory")
    @Label("Pool Memory")
    @Description("A pool grew, gave memory back or had none left")
    static final class MemoryEvent extends PoolEvent {
        @Label("Bytes")
        @Description("Those ever used, given back or asked for")
        @DataAmount
        final long bytes;

        MemoryEvent(long bytes) {
            this.bytes = bytes;
        }
    }

    @Name("rockpool.Death")
    @Label("Process Death")
    @Description("A process was found dead and cleaned up after")
    static final class DeathEvent extends PoolEvent {
        @Label("Process")
        final long process;
        @Label("Participant")
        final long participant;

        DeathEvent(long[] numbers) {
            process = numbers[0];
            participant = numbers[1];
        }
    }

    @Name("rockpool.Recovery")
    @Label("Recovery")
    @Description("A lock was taken over from a dead owner, a heap's log applied again, or a lock given up")
    static final class RecoveryEvent extends PoolEvent {
        @Label("Offset")
        @Description("Of the lock or heap")
        final long offset;

        RecoveryEvent(long offset) {
            this.offset = offset;
        }
    }

    @Name("rockpool.ContendedWait")
    @Label("Contended Wait")
    @Description("Somebody had to wait for a lock")
    static final class ContendedWaitEvent extends PoolEvent {
        @Label("Lock")
        @Description("Its offset")
        final long lock;
        @Label("Time Waited")
        @Timespan(Timespan.NANOSECONDS)
        final long waited;

        ContendedWaitEvent(long[] numbers) {
            lock = numbers[0];
            waited = numbers[1];
        }
    }

    @Name("rockpool.Event")
    @Label("Pool Event")
    @Description("Anything else that happened in a pool")
    static final class OtherEvent extends PoolEvent {
        @Label("Numbers")
        final String numbers;

        OtherEvent(long[] numbers) {
            this.numbers = Arrays.stream(numbers).mapToObj(Long::toString).collect(Collectors.joining(" "));
        }
    }
}
