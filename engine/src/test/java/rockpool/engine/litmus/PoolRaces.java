package rockpool.engine.litmus;

import java.util.List;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Event;
import rockpool.engine.pool.EventKind;
import rockpool.engine.pool.Names;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.UnitClass;
import rockpool.engine.pool.Units;

/// Races of a pool's tables.
final class PoolRaces {

    private PoolRaces() {}

    /// Two take a free unit.
    static final class Claim extends Race {
        private final Pool pool;
        private int mine;

        Claim(Pool pool, long words, int side) {
            this.pool = pool;
        }

        @Override
        int act(int side, int time) {
            mine = pool.units().claim(1, UnitClass.DATA, 0);
            return mine;
        }

        @Override
        String outcome(int zero, int one, int time) {
            return zero == one ? "the same unit" : isTaken(zero) && isTaken(one) ? "two units" : "a unit that is not taken";
        }

        private boolean isTaken(int unit) {
            return Units.classOf(pool.units().word(unit)) == UnitClass.DATA;
        }

        @Override
        void settle(int side) {
            pool.units().release(mine, 1);
        }
    }

    /// Two give the same name to two things.
    static final class Name extends Race {
        private static final int KIND = Names.DEFINITION;

        private final Pool pool;

        Name(Pool pool, long words, int side) {
            this.pool = pool;
        }

        private static long thing(int side) {
            return 64L * (1 + side);
        }

        @Override
        int act(int side, int time) {
            return pool.names().put("contested", KIND, thing(side), 1) ? 1 : 0;
        }

        @Override
        String outcome(int zero, int one, int time) {
            long leads = pool.names().find("contested").map(Names.Entry::offset).orElse(0L);
            return leads == thing(zero == 1 ? 0 : 1) ? Races.exactlyOne(zero, one) : "it leads elsewhere";
        }

        @Override
        void settle(int side) {
            pool.names().remove("contested", thing(side), 1);
        }
    }

    /// Two publish an event each.
    static final class Publish extends Race {
        private final Pool pool;
        private long before;

        Publish(Pool pool, long words, int side) {
            this.pool = pool;
        }

        @Override
        void reset(int time) {
            before = pool.events().next();
        }

        @Override
        int act(int side, int time) {
            publish(pool, 2L * time + side);
            return 0;
        }

        static void publish(Pool pool, long what) {
            pool.events().publish(EventKind.TRIMMED, what, ~what, what, ~what, what, ~what);
        }

        static boolean isWhole(Event event) {
            List<Long> all = event.payload();
            long what = all.getFirst();
            return event.kind() == EventKind.TRIMMED && all.subList(0, 6).equals(List.of(what, ~what, what, ~what, what, ~what));
        }

        @Override
        String outcome(int zero, int one, int time) {
            List<Event> events = pool.events().read(before).events();
            boolean whole = events.stream().allMatch(Publish::isWhole);
            boolean both = events.stream().mapToLong(event -> event.payload().getFirst()).sum() == 4L * time + 1;
            return !whole ? "torn" : both && events.size() == 2 ? "both whole" : "one is missing";
        }
    }

    /// One publishes, one reads.
    static final class ReadEvent extends Race {
        private final Pool pool;
        private final long from;

        ReadEvent(Pool pool, long words, int side) {
            this.pool = pool;
            this.from = words;
        }

        @Override
        void reset(int time) {
            Memory.putLongVolatile(from, pool.events().next());
        }

        @Override
        int act(int side, int time) {
            if (side == 0) {
                Publish.publish(pool, time);
                return 0;
            }
            List<Event> read = pool.events().read(Memory.getLongVolatile(from)).events();
            return read.isEmpty() ? 0 : read.size() == 1 && Publish.isWhole(read.getFirst()) ? 1 : 2;
        }

        @Override
        String outcome(int zero, int read, int time) {
            return read == 0 ? "not yet" : read == 1 ? "whole" : "torn";
        }
    }
}
