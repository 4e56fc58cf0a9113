package rockpool.engine.testing.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Looks for an order of a history's steps that the model explains: each step at one moment between its call and its return.
///
/// The search (Wing and Gong's, with Lowe's memoisation, in his just-in-time form) goes through calls and returns in the order of time.
/// What is possible at each is a configuration: a state of the model, and which of the open steps have happened already. Before a step
/// returns, open ones are made to happen until that one has, with what it returned. The search goes on with the first way that it finds
/// and comes back for the others; no configuration is looked at twice. If all have been looked at and none leads to the end, the history
/// has no such order, and the first return that none came beyond is of the step that nothing explains.
///
/// @param <M> the model: what `equals` says is the same is the same state
public final class Linearizability<M> {

    private static final int MOST_OPEN = Long.SIZE;
    private static final int MOST_CONFIGURATIONS = 1_000_000;

    /// What is possible at a moment.
    ///
    /// @param happened a bit for each open step, by its slot
    private record Configuration<M>(M state, long happened) {

        boolean has(int slot) {
            return (happened & 1L << slot) != 0;
        }

        Configuration<M> without(int slot) {
            return new Configuration<>(state, happened & ~(1L << slot));
        }
    }

    /// A call or a return.
    ///
    /// @param open the steps that are open just before it, by slot, null where none is
    private record Event<M>(long time, boolean isReturn, Step<M> step, int slot, List<Step<M>> open) {}

    private record Node<M>(int event, Configuration<M> configuration) {}

    private final UnaryOperator<M> copy;
    private final List<Step<M>> history;
    private final List<Event<M>> events;
    private final List<Set<Configuration<M>>> seen;
    private final Deque<Node<M>> left = new ArrayDeque<>();
    private int configurations;
    private int furthest;

    private Linearizability(UnaryOperator<M> copy, List<Step<M>> history) {
        this.copy = copy;
        this.history = history;
        this.events = withSlots(history.stream().flatMap(Linearizability::callAndReturn)
                .sorted(Comparator.<Event<M>>comparingLong(Event::time).thenComparing(Event::isReturn)).toList());
        this.seen = Stream.<Set<Configuration<M>>>generate(HashSet::new).limit(events.size() + 1L).toList();
    }

    private static <M> Stream<Event<M>> callAndReturn(Step<M> step) {
        Event<M> call = new Event<>(step.begun(), false, step, 0, List.of());
        return step.isPending() ? Stream.of(call) : Stream.of(call, new Event<>(step.ended(), true, step, 0, List.of()));
    }

    private static <M> List<Event<M>> withSlots(List<Event<M>> events) {
        List<Step<M>> open = new ArrayList<>();
        List<Event<M>> with = new ArrayList<>();
        for (Event<M> event : events) {
            int slot = event.isReturn() ? slotOf(event.step(), open) : freeSlot(open);
            with.add(new Event<>(event.time(), event.isReturn(), event.step(), slot, Collections.unmodifiableList(new ArrayList<>(open))));
            open.set(slot, event.isReturn() ? null : event.step());
        }
        return with;
    }

    private static <M> int slotOf(Step<M> step, List<Step<M>> open) {
        return IntStream.range(0, open.size()).filter(slot -> open.get(slot) == step).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(step + ": returned before it was called, or twice in the history"));
    }

    private static <M> int freeSlot(List<Step<M>> open) {
        if (!open.contains(null)) {
            if (open.size() == MOST_OPEN) {
                throw new IllegalArgumentException("more than " + MOST_OPEN + " steps at the same time");
            }
            open.add(null);
        }
        return open.indexOf(null);
    }

    /// Checks a history.
    ///
    /// @param initial the state before its first step
    /// @param copy makes a model of its own that is equal
    /// @param history in any order; at most 64 steps at the same time
    /// @return a report if no order explains it
    /// @throws IllegalStateException if a million configurations have been looked at, and neither an order nor that there is none was found
    public static <M> Optional<String> check(M initial, UnaryOperator<M> copy, List<Step<M>> history) {
        return new Linearizability<>(copy, history).check(initial);
    }

    private Optional<String> check(M initial) {
        add(0, new Configuration<>(copy.apply(initial), 0));
        while (!left.isEmpty()) {
            Node<M> node = left.pop();
            furthest = Math.max(furthest, node.event());
            if (node.event() == events.size()) {
                return Optional.empty();
            }
            goOn(node.event(), node.configuration());
        }
        return Optional.of(report(events.get(furthest)));
    }

    private void add(int event, Configuration<M> configuration) {
        if (seen.get(event).add(configuration)) {
            left.push(new Node<>(event, configuration));
            if (++configurations > MOST_CONFIGURATIONS) {
                throw new IllegalStateException("not decided after " + MOST_CONFIGURATIONS + " configurations, of which the furthest was"
                        + " at " + events.get(furthest).step() + "; make rounds of fewer steps, or use keys");
            }
        }
    }

    private void goOn(int at, Configuration<M> from) {
        Event<M> event = events.get(at);
        if (!event.isReturn()) {
            add(at + 1, from);
        } else if (from.has(event.slot())) {
            add(at + 1, from.without(event.slot()));
        } else {
            for (int slot = event.open().size() - 1; slot >= 0; slot--) {
                if (slot != event.slot()) {
                    happen(at, from, slot);
                }
            }
            happen(at, from, event.slot());
        }
    }

    /// Makes an open step happen, if it has not happened and the model returns what it returned.
    private void happen(int at, Configuration<M> from, int slot) {
        Step<M> step = events.get(at).open().get(slot);
        if (step != null && !from.has(slot)) {
            M state = copy.apply(from.state());
            if (step.returned(result(step, state)) || step.isPending()) {
                add(at, new Configuration<>(state, from.happened() | 1L << slot));
            }
        }
    }

    private static <M> String result(Step<M> step, M state) {
        return Step.text(() -> step.effect().apply(state));
    }

    private String report(Event<M> wrong) {
        Event<M> call = events.stream().filter(event -> event.step() == wrong.step()).findFirst().orElseThrow();
        List<String> before = seen.get(events.indexOf(call)).stream()
                .map(configuration -> Timeline.state(configuration.state(), happened(configuration, call.open()))).toList();
        Set<String> allowed = new TreeSet<>();
        seen.get(furthest).forEach(configuration -> allowed.add(result(wrong.step(), copy.apply(configuration.state()))));
        return Timeline.of(history, wrong.step(), allowed, before);
    }

    private static <M> List<Step<M>> happened(Configuration<M> configuration, List<Step<M>> open) {
        return IntStream.range(0, open.size()).filter(configuration::has).mapToObj(open::get).filter(Objects::nonNull).toList();
    }
}
