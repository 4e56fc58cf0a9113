package rockpool.engine.litmus;

import java.util.Optional;
import rockpool.engine.box.Camlbox;
import rockpool.engine.box.CamlboxSender;
import rockpool.engine.box.WhenFull;
import rockpool.engine.data.Ref;
import rockpool.engine.pool.Pool;

/// Races of values, in heaps and on their way.
final class ValueRaces {

    private ValueRaces() {}

    /// A value that shows whether it is whole.
    record Sheet(long number, String text, long opposite) {

        static Sheet of(long number) {
            return new Sheet(number, "sheet " + number, -number);
        }

        boolean isWhole() {
            return opposite == -number && text.equals("sheet " + number);
        }
    }

    /// It in place.
    public interface SheetView {

        long number();

        String text();

        long opposite();
    }

    /// Two numbers of opposite sign, which are changed together.
    record Pair(long left, long right) {}

    /// It in place.
    public interface PairView {

        void left(long value);

        void right(long value);
    }

    /// One changes two components together, one copies them.
    static final class Change extends Race {
        private final Ref<Pair> pair;

        Change(Pool pool, long words, int side) {
            pair = side == 0 ? Ref.create(pool, "pair", new Pair(-1, 1)) : Ref.<Pair>find(pool, "pair", Pair.class).orElseThrow();
        }

        @Override
        int act(int side, int time) {
            if (side == 0) {
                pair.heap().modify(mutator -> {
                    PairView view = mutator.root(PairView.class);
                    view.left(time);
                    view.right(-time);
                    return null;
                });
                return 0;
            }
            Pair seen = pair.get();
            return seen.left() != -seen.right() ? 3 : seen.left() == time ? 2 : seen.left() == time - 1 ? 1 : 4;
        }

        @Override
        String outcome(int zero, int seen, int time) {
            return seenAs(seen);
        }
    }

    private static String seenAs(int seen) {
        return switch (seen) {
            case 1 -> "before";
            case 2 -> "after";
            case 3 -> "torn";
            default -> "neither before nor after";
        };
    }

    /// One replaces a value and collects, one reads the old one in place.
    static final class Replace extends Race {
        private final Ref<Sheet> sheet;

        Replace(Pool pool, long words, int side) {
            sheet = side == 0 ? Ref.create(pool, "sheet", Sheet.of(-1)) : Ref.<Sheet>find(pool, "sheet", Sheet.class).orElseThrow();
        }

        @Override
        int act(int side, int time) {
            if (side == 0) {
                sheet.set(Sheet.of(time));
                sheet.heap().gc();
                return 0;
            }
            return sheet.with(SheetView.class, view -> {
                long number = view.number();
                for (int i = 0; i < 20; i++) {
                    if (!view.text().equals("sheet " + number) || view.opposite() != -number) {
                        return 3;
                    }
                }
                return number == time ? 2 : number == time - 1 ? 1 : 4;
            });
        }

        @Override
        String outcome(int zero, int seen, int time) {
            return seenAs(seen);
        }
    }

    /// A box of one slot that side 0 receives from.
    private abstract static class BoxRace extends Race {
        final Camlbox<Sheet> box;
        final CamlboxSender<Sheet> sender;

        BoxRace(Pool pool, int side, String name, WhenFull whenFull) {
            String address = pool.name() + name;
            box = side == 0 ? Camlbox.create(address, 1, 200, Sheet.class, whenFull) : null;
            sender = CamlboxSender.open(address, Sheet.class);
        }

        @Override
        void close(int side) {
            sender.close();
            if (side == 0) {
                box.close();
            }
        }
    }

    /// Two send, and there is room for one.
    static final class LastSlot extends BoxRace {

        LastSlot(Pool pool, long words, int side) {
            super(pool, side, "last", WhenFull.FAIL);
        }

        @Override
        int act(int side, int time) {
            return sender.trySend(Sheet.of(2L * time + side)).isPresent() ? 1 : 0;
        }

        @Override
        String outcome(int zero, int one, int time) {
            Optional<Sheet> come = box.poll();
            boolean right = come.isPresent() && come.get().isWhole() && come.get().number() == 2L * time + one && box.poll().isEmpty();
            return right ? Races.exactlyOne(zero, one) : "what came is " + come;
        }
    }

    /// One sends, one looks.
    static final class SendAndPoll extends BoxRace {

        SendAndPoll(Pool pool, long words, int side) {
            super(pool, side, "looked", WhenFull.FAIL);
        }

        @Override
        int act(int side, int time) {
            if (side == 1) {
                return sender.trySend(Sheet.of(time)).isPresent() ? 1 : 0;
            }
            Optional<Sheet> come = box.poll();
            return come.isEmpty() ? 0 : come.get().isWhole() && come.get().number() == time ? 1 : 2;
        }

        @Override
        String outcome(int come, int sent, int time) {
            Optional<Sheet> later = box.poll();
            if (sent == 0 || come == 2 || come == 1 == later.isPresent()) {
                return "sent " + sent + ", come " + come + ", then " + later;
            }
            return come == 1 ? "received" : later.get().equals(Sheet.of(time)) ? "not yet" : "torn";
        }
    }

    /// One sends in place of the oldest, one looks.
    static final class DropAndPoll extends BoxRace {

        DropAndPoll(Pool pool, long words, int side) {
            super(pool, side, "dropping", WhenFull.DROP_OLDEST);
        }

        @Override
        void reset(int time) throws InterruptedException {
            sender.send(Sheet.of(-1 - time));
        }

        @Override
        int act(int side, int time) throws InterruptedException {
            if (side == 1) {
                sender.send(Sheet.of(time));
                return 1;
            }
            return number(box.poll(), time);
        }

        /// 0 nothing, 1 the old one, 2 the new one, 3 something else.
        private static int number(Optional<Sheet> come, int time) {
            return come.isEmpty() ? 0 : !come.get().isWhole() ? 3 : come.get().number() == time ? 2 : come.get().number() == -1 - time ? 1 : 3;
        }

        @Override
        String outcome(int come, int sent, int time) {
            int later = number(box.poll(), time);
            return come == 1 && later == 2 ? "old, then new" : come == 2 && later == 0 || come == 0 && later == 2 ? "new alone" : come + ", then " + later;
        }
    }
}
