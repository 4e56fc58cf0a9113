package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.model.ModelRun;
import rockpool.engine.testing.model.Operation;
import rockpool.engine.testing.model.Subject;

/// A hash table against plain models, under random operations of several processes, also while some are killed.
@ExtendWith(NothingLeft.class)
@Timeout(120)
class TableModelTest {

    /// A key is a record, and a value tells the bindings apart.
    record Id(String kind, int number) {}

    record Item(int number, String text) {

        static Item of(int number) {
            return new Item(number, "text number " + number);
        }

        int whole() {
            return text.equals("text number " + number) ? number : -1;
        }
    }

    private static Id id(int key) {
        return new Id("a key", key);
    }

    private static Integer number(Item item) {
        return item == null ? null : (Integer) item.whole();
    }

    private static List<Integer> numbers(List<Item> items) {
        return items.stream().map(Item::whole).toList();
    }

    private static Integer first(List<Integer> model) {
        return model.isEmpty() ? null : model.getFirst();
    }

    private static Integer putFirst(List<Integer> model, int value) {
        Integer old = model.isEmpty() ? null : model.removeFirst();
        model.addFirst(value);
        return old;
    }

    /// Each key's bindings against a list, the newest first.
    static final class KeysSubject implements Subject<SharedHashTable<Id, Item>, List<Integer>> {

        private static final int KEYS = 6;
        private static final int VALUES = 10_000;

        @Override
        public SharedHashTable<Id, Item> create(Pool pool, String name) {
            return SharedHashTable.create(pool, name);
        }

        @Override
        public SharedHashTable<Id, Item> find(Pool pool, String name) {
            return SharedHashTable.find(pool, name, Id.class, Item.class).orElseThrow();
        }

        @Override
        public int keys() {
            return KEYS;
        }

        @Override
        public List<Integer> copy(List<Integer> model) {
            return new ArrayList<>(model);
        }

        @Override
        public List<Integer> contents(SharedHashTable<Id, Item> table, int key) {
            TableVerifier.verify(table);
            return new ArrayList<>(numbers(table.getAll(id(key))));
        }

        @Override
        public List<Operation<SharedHashTable<Id, Item>, List<Integer>>> operations() {
            var all = new ArrayList<>(bindings());
            all.addAll(values());
            return all;
        }

        private static List<Operation<SharedHashTable<Id, Item>, List<Integer>>> bindings() {
            return List.of(
                    new Operation<>("add", 3, (table, a) -> {
                        table.add(id(a[0]), Item.of(a[1]));
                        return "";
                    }, (model, a) -> {
                        model.addFirst(a[1]);
                        return "";
                    }, KEYS, VALUES),
                    new Operation<>("remove", 4, (table, a) -> table.remove(id(a[0])),
                            (model, a) -> !model.isEmpty() && model.removeFirst() != null, KEYS),
                    new Operation<>("replace", 2, (table, a) -> {
                        table.replace(id(a[0]), Item.of(a[1]));
                        return "";
                    }, (model, a) -> {
                        putFirst(model, a[1]);
                        return "";
                    }, KEYS, VALUES),
                    new Operation<>("get", 2, (table, a) -> number(table.get(id(a[0]))), (model, a) -> first(model), KEYS),
                    new Operation<>("getAll", 2, (table, a) -> numbers(table.getAll(id(a[0]))), (model, a) -> model, KEYS),
                    new Operation<>("containsKey", 1, (table, a) -> table.containsKey(id(a[0])), (model, a) -> !model.isEmpty(), KEYS));
        }

        private static List<Operation<SharedHashTable<Id, Item>, List<Integer>>> values() {
            return List.of(
                    new Operation<>("put", 2, (table, a) -> number(table.asMap().put(id(a[0]), Item.of(a[1]))),
                            (model, a) -> putFirst(model, a[1]), KEYS, VALUES),
                    new Operation<>("putIfAbsent", 2, (table, a) -> number(table.asMap().putIfAbsent(id(a[0]), Item.of(a[1]))),
                            (model, a) -> model.isEmpty() ? putFirst(model, a[1]) : first(model), KEYS, VALUES),
                    new Operation<>("removeAll", 1, (table, a) -> number(table.asMap().remove(id(a[0]))), (model, a) -> {
                        Integer old = first(model);
                        model.clear();
                        return old;
                    }, KEYS),
                    new Operation<>("merge", 2,
                            (table, a) -> number(table.asMap().merge(id(a[0]), Item.of(a[1]), (x, y) -> Item.of(x.number() / 2 + y.number()))),
                            (model, a) -> {
                                putFirst(model, model.isEmpty() ? a[1] : first(model) / 2 + a[1]);
                                return first(model);
                            }, KEYS, VALUES));
        }
    }

    /// The whole table against a map of lists.
    static final class TableSubject implements Subject<SharedHashTable<Id, Item>, Map<Integer, List<Integer>>> {

        private static final int KEYS = 20;

        @Override
        public SharedHashTable<Id, Item> create(Pool pool, String name) {
            return SharedHashTable.create(pool, name);
        }

        @Override
        public SharedHashTable<Id, Item> find(Pool pool, String name) {
            return SharedHashTable.find(pool, name, Id.class, Item.class).orElseThrow();
        }

        @Override
        public Map<Integer, List<Integer>> copy(Map<Integer, List<Integer>> model) {
            var copy = new HashMap<Integer, List<Integer>>();
            model.forEach((key, values) -> copy.put(key, new ArrayList<>(values)));
            return copy;
        }

        @Override
        public Map<Integer, List<Integer>> contents(SharedHashTable<Id, Item> table, int key) {
            TableVerifier.verify(table);
            var all = new HashMap<Integer, List<Integer>>();
            table.forEach((id, item) -> all.computeIfAbsent(id.number(), absent -> new ArrayList<>()).add(item.whole()));
            return all;
        }

        @Override
        public List<Operation<SharedHashTable<Id, Item>, Map<Integer, List<Integer>>>> operations() {
            return List.of(
                    new Operation<>("add", 12, (table, a) -> {
                        table.add(id(a[0]), Item.of(a[1]));
                        return "";
                    }, (model, a) -> add(model, a[0], a[1]), KEYS, 100_000),
                    new Operation<>("move", 6, (table, a) -> move(table, a[0], a[1]), (model, a) -> move(model, a[0], a[1]), KEYS, KEYS),
                    new Operation<>("length", 2, (table, a) -> table.length(), (model, a) -> model.values().stream().mapToInt(List::size).sum()),
                    new Operation<>("size", 2, (table, a) -> table.asMap().size(), (model, a) -> model.size()),
                    new Operation<>("clear", 1, (table, a) -> {
                        table.clear();
                        return "";
                    }, (model, a) -> {
                        model.clear();
                        return "";
                    }));
        }

        private static String add(Map<Integer, List<Integer>> model, int key, int value) {
            model.computeIfAbsent(key, absent -> new ArrayList<>()).addFirst(value);
            return "";
        }

        /// Two operations that happen as one.
        private static Integer move(SharedHashTable<Id, Item> table, int from, int to) {
            return table.heap().modify(mutator -> {
                Item moved = table.get(id(from));
                if (moved != null) {
                    table.remove(id(from));
                    table.add(id(to), moved);
                }
                return number(moved);
            });
        }

        private static Integer move(Map<Integer, List<Integer>> model, int from, int to) {
            List<Integer> values = model.get(from);
            if (values == null) {
                return null;
            }
            int moved = values.removeFirst();
            if (values.isEmpty()) {
                model.remove(from);
            }
            add(model, to, moved);
            return moved;
        }
    }

    @Test
    void processesSeeEachKeyAsIfOneStepCameAfterTheOther() {
        ModelRun.of(KeysSubject.class).rounds(15).run();
    }

    @Test
    void processesThatAreKilledLeaveEachKeyAsItWasBeforeOrAfterTheirStep() {
        ModelRun.Done done = ModelRun.of(KeysSubject.class).killing().steps(40).rounds(3).run();
        assertTrue(done.kills() >= 3, done::toString);
    }

    @Test
    void simulatedProcessesThatDieLeaveATableAsItWasBeforeOrAfterTheirStep() {
        ModelRun.Done done = ModelRun.of(TableSubject.class).simulated().killing().rounds(40).run();
        assertTrue(done.killsMidway() > 0, done::toString);
    }

    @Test
    void simulatedProcessesSeeATableAsIfOneStepCameAfterTheOther() {
        ModelRun.of(TableSubject.class).simulated().rounds(40).run();
    }
}
