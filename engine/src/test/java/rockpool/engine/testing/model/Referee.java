package rockpool.engine.testing.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import rockpool.engine.heap.HeapAccess;
import rockpool.engine.heap.HeapImage;
import rockpool.engine.inspect.HeapVerifier;
import rockpool.engine.inspect.PoolVerifier;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.Problem;
import rockpool.engine.testing.Eventually;

/// Orders the rounds of a [ModelRun], kills and replaces players, collects what they did and has it checked.
final class Referee<T, M> implements AutoCloseable {

    static final String STRUCTURE = "subject";

    private static final int STANDING_BY = 2;
    private static final long UNTIL_START = 200_000;

    private final Subject<T, M> subject;
    private final Pool pool;
    private final Random random;
    private final IntFunction<Player> start;
    private final AtomicInteger started = new AtomicInteger();
    private final List<Player> players = new ArrayList<>();
    private final Deque<Player> standingBy = new ArrayDeque<>();
    private final T structure;
    private long steps;
    private long overlapping;
    private int kills;
    private int killsMidway;

    /// @param start makes the n-th player
    Referee(Subject<T, M> subject, Pool pool, long seed, IntFunction<Player> start, int count) {
        this.subject = subject;
        this.pool = pool;
        this.random = new Random(seed);
        this.start = start;
        this.structure = subject.create(pool, STRUCTURE);
        IntStream.range(0, count).forEach(i -> players.add(startOne()));
        players.forEach(Player::awaitReady);
    }

    private Player startOne() {
        return start.apply(started.getAndIncrement());
    }

    ModelRun.Done done() {
        return new ModelRun.Done(steps, overlapping, kills, killsMidway);
    }

    /// Plays a round and checks it.
    void playRound(int round, int count, boolean killing) {
        List<M> before = contents();
        Player victim = killing ? players.get(random.nextInt(players.size())) : null;
        if (killing) {
            while (standingBy.size() < STANDING_BY) {
                standingBy.add(startOne());
            }
            players.forEach(player -> player.dieAt(Integer.MAX_VALUE, 0));
            victim.dieAt(random.nextInt(count / 2 + 1), random.nextDouble());
        }
        long[] seeds = random.longs(players.size()).toArray();
        for (int i = 0; i < seeds.length; i++) {
            players.get(i).log().order(round, seeds[i], count, System.nanoTime() + UNTIL_START);
        }
        if (killing) {
            victim.kill();
        }
        players.forEach(player -> awaitEnd(player, round, player == victim));
        recover();
        check(round, before, seeds);
        replaceDead();
    }

    private List<M> contents() {
        return IntStream.range(0, subject.keys()).mapToObj(key -> subject.contents(structure, key)).toList();
    }

    private static void awaitEnd(Player player, int round, boolean mayDie) {
        Eventually.eventually(player.who() + " has ended round " + round, () -> player.log().isDone(round) || player.isDead());
        if (player.isDead() && (!mayDie || player.hasFailed())) {
            throw new AssertionError("round " + round + ": " + player.who() + " ended by itself: " + player.output());
        }
    }

    /// Takes over what the dead had, the locks of heaps included.
    private void recover() {
        if (players.stream().anyMatch(Player::isDead)) {
            pool.recoverDead();
            HeapImage.all(pool).forEach(heap -> HeapAccess.at(pool, heap.offset(), heap.incarnation()).modify(mutator -> null));
        }
    }

    private void replaceDead() {
        for (int i = 0; i < players.size(); i++) {
            if (players.get(i).isDead()) {
                kills++;
                killsMidway += players.get(i).log().called() - players.get(i).log().returned();
                players.get(i).close();
                players.set(i, standingBy.isEmpty() ? startOne() : standingBy.remove());
                players.get(i).awaitReady();
            }
        }
    }

    private void check(int round, List<M> before, long[] seeds) {
        List<List<Step<M>>> histories = histories(seeds);
        List<Step<M>> all = histories.stream().flatMap(List::stream).toList();
        steps += all.size();
        overlapping += overlapping(all);
        List<M> after = contents();
        long now = System.nanoTime();
        for (int key = 0; key < subject.keys(); key++) {
            histories.get(key).add(contents(after.get(key), now));
            Optional<String> failure = Linearizability.check(before.get(key), subject::copy, histories.get(key));
            if (failure.isPresent()) {
                throw new AssertionError("round " + round + (subject.keys() == 1 ? "" : ", key " + key) + ": " + failure.get()
                        + "\n  before the round: " + before.get(key));
            }
        }
        verify();
    }

    private static <M> Step<M> contents(M seen, long now) {
        String text = String.valueOf(seen);
        return new Step<>("referee", "contents()", model -> model.equals(seen) ? text : "" + model, now, now, text);
    }

    /// By keys.
    private List<List<Step<M>>> histories(long[] seeds) {
        List<List<Step<M>>> byKey = Stream.<List<Step<M>>>generate(ArrayList::new).limit(subject.keys()).toList();
        for (int i = 0; i < players.size(); i++) {
            HistoryLog log = players.get(i).log();
            List<Call<T, M>> calls = Call.draw(subject, seeds[i], log.called());
            for (int step = 0; step < calls.size(); step++) {
                byKey.get(calls.get(step).key(subject.keys())).add(step(players.get(i).who(), log, step, calls.get(step)));
            }
        }
        return byKey;
    }

    private Step<M> step(String who, HistoryLog log, int step, Call<T, M> call) {
        return step < log.returned()
                ? new Step<>(who, call.toString(), call::onModel, log.timeOfCall(step), log.timeOfReturn(step), log.result(step))
                : Step.pending(who, call.toString(), call::onModel, log.timeOfCall(step));
    }

    private static <M> long overlapping(List<Step<M>> all) {
        return all.stream().filter(one -> all.stream().anyMatch(other -> !other.who().equals(one.who()) && other.begun() <= one.ended()
                && one.begun() <= other.ended())).count();
    }

    /// A finding counts if it stays: another player may be attaching.
    private void verify() {
        AtomicReference<List<Problem>> found = new AtomicReference<>(List.of());
        try {
            Eventually.eventually("nothing is wrong", () -> {
                found.set(Stream.concat(HeapVerifier.verify(pool).stream(), PoolVerifier.verify(pool).stream()).toList());
                return found.get().isEmpty();
            });
        } catch (AssertionError e) {
            throw new AssertionError("the verifiers find " + found.get(), e);
        }
    }

    @Override
    public void close() {
        Stream.concat(players.stream(), standingBy.stream()).forEach(player -> {
            player.log().orderEnd();
            player.close();
        });
    }
}
