package rockpool.engine.litmus;

import java.lang.invoke.VarHandle;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolTesting;
import rockpool.engine.pool.UseWord;

/// Races of single words.
final class WordRaces {

    private WordRaces() {}

    /// Each announces itself and looks for the other: what all that sleeps and all that pins is built on. Both must not miss each other.
    static final class Announce extends Race {
        private final long words;

        Announce(long words) {
            this.words = words;
        }

        @Override
        void reset(int time) {
            Memory.putLongVolatile(words, 0);
            Memory.putLongVolatile(words + 64, 0);
        }

        @Override
        int act(int side, int time) {
            Memory.putLongOpaque(words + 64L * side, 1);
            VarHandle.fullFence();
            return (int) Memory.getLongOpaque(words + 64L * (1 - side));
        }

        @Override
        String outcome(int zero, int one, int time) {
            return zero + one == 2 ? "both saw" : zero == 1 ? "0 saw 1" : one == 1 ? "1 saw 0" : "they missed each other";
        }
    }

    /// A claim as it must not be: each looks whether a word is free, and takes it when the other has looked, too.
    static final class TwoSteps extends Race {
        private final long words;

        TwoSteps(long words) {
            this.words = words;
        }

        @Override
        void reset(int time) {
            Memory.putLongVolatile(words, 0);
            Memory.putLongVolatile(words + 64, 0);
        }

        @Override
        int act(int side, int time) {
            boolean free = Memory.getLongVolatile(words) == 0;
            Memory.getAndAddLong(words + 64, 1);
            while (Memory.getLongVolatile(words + 64) < 2) {
                Thread.yield();
            }
            if (free) {
                Memory.putLongVolatile(words, 1);
            }
            return free ? 1 : 0;
        }

        @Override
        String outcome(int zero, int one, int time) {
            return Races.exactlyOne(zero, one);
        }
    }

    /// Side 1 pins what a word leads to and looks whether it still does. Side 0 takes it away from the word and looks at all pins.
    static final class PinAndLook extends Race {
        private static final long BLOCK = 4096;

        private final Pool pool;
        private final long root;
        private Actor actor;
        private long pin;

        PinAndLook(Pool pool, long words, int side) {
            this.pool = pool;
            this.root = words;
        }

        @Override
        void reset(int time) {
            Memory.putLongVolatile(root, BLOCK);
        }

        @Override
        int act(int side, int time) {
            if (side == 0) {
                Memory.putLongOpaque(root, 0);
                VarHandle.fullFence();
                boolean[] seen = new boolean[1];
                pool.actors().forEachPin(offset -> seen[0] |= offset == BLOCK);
                return seen[0] ? 1 : 0;
            }
            actor = actor == null ? pool.actor() : actor;
            pin = actor.openPin();
            Memory.putLongOpaque(pin, BLOCK);
            VarHandle.fullFence();
            return Memory.getLongVolatile(root) == BLOCK ? 1 : 0;
        }

        @Override
        String outcome(int seen, int there, int time) {
            return there == 0 ? seen == 0 ? "gone" : "kept for nothing" : seen == 1 ? "kept" : "freed under its reader";
        }

        @Override
        void settle(int side) {
            if (side == 1) {
                actor.closePin(pin);
            }
        }
    }

    /// Somebody has an object after all, or the only one who had it makes it known, while another takes it apart.
    static final class Use extends Race {
        private static final long EPOCH = 17;

        private final long word;
        private final boolean touched;

        Use(long word, boolean touched) {
            this.word = word;
            this.touched = touched;
        }

        @Override
        void reset(int time) {
            Memory.putLongVolatile(word, touched ? EPOCH : UseWord.PRIVATE);
        }

        @Override
        int act(int side, int time) {
            if (side == 0) {
                return UseWord.doom(word, touched ? EPOCH : UseWord.PRIVATE) ? 1 : 0;
            }
            if (touched) {
                return PoolTesting.touch(word) ? 1 : 0;
            }
            PoolTesting.share(word);
            return Memory.getLongVolatile(word) == UseWord.USED ? 1 : 0;
        }

        @Override
        String outcome(int doomed, int used, int time) {
            return Races.exactlyOne(doomed, used);
        }
    }
}
