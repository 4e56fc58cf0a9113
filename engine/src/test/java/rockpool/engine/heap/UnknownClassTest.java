package rockpool.engine.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.data.Ref;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.ChildJvm;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

@ExtendWith(NothingLeft.class)
class UnknownClassTest {

    enum Kind { CURRENT, SAVINGS }

    record Customer(String name) {}

    record Account(Customer owner, long balance, Kind kind, List<Object> notes) {}

    private Pool pool;

    @BeforeEach
    void create() {
        pool = Pool.create(TestNames.unique(), 1L << 24);
    }

    @AfterEach
    void close() {
        HeapChecks.verify(pool);
        pool.close();
    }

    private static Account account() {
        return new Account(new Customer("ann"), 10, Kind.SAVINGS,
                List.of(1, "x", LocalDate.of(2026, 1, 2), Map.of("k", new Customer("bob"))));
    }

    @Test
    void aProcessWithoutTheClassesPrintsTheValueAndOneThatExpectsThemGetsIt() {
        Ref.create(pool, "account", account());
        Ref.create(pool, "handle", List.of(Ref.create(pool, 5)));
        try (ChildJvm child = ChildJvm.start(Reader.class, pool.name())) {
            String shown = "Account[owner=Customer[name=ann], balance=10, kind=SAVINGS, notes=[1, x, 2026-01-02, {k=Customer[name=bob]}]]";
            assertEquals("rockpool.engine.heap.Value$OfRecord " + shown, child.readLine());
            assertEquals(shown, child.readLine());
            assertEquals("Customer[name=ann]", child.readLine());
            assertEquals("5", child.readLine());
            assertEquals("rockpool.engine.heap.UnknownClassTest$Account " + shown, child.readLine());
            assertEquals("equal", child.readLine());
            assertEquals(0, child.waitFor());
        }
    }

    static final class Reader {
        public static void main(String[] args) {
            try (Pool pool = Pool.attach(args[0])) {
                Object unknown = Ref.find(pool, "account").orElseThrow().get();
                System.out.println(unknown.getClass().getName() + " " + unknown);
                System.out.println(ValueText.show(Ref.find(pool, "account").orElseThrow().heap(), 200));
                System.out.println(((Value.OfRecord) unknown).get("owner"));
                List<?> handles = (List<?>) Ref.find(pool, "handle").orElseThrow().get();
                System.out.println(((Ref<?>) handles.getFirst()).get());
                Account known = Ref.find(pool, "account", Account.class).orElseThrow().get();
                System.out.println(known.getClass().getName() + " " + known);
                System.out.println(known.equals(account()) ? "equal" : "different");
            }
        }
    }

    private static JShell shell() {
        var shell = JShell.builder().executionEngine("local").build();
        eval(shell, "import java.util.*; import rockpool.engine.data.*; import rockpool.engine.pool.*; import rockpool.engine.heap.*;");
        return shell;
    }

    private static String eval(JShell shell, String code) {
        String value = null;
        String rest = code;
        while (!rest.isBlank()) {
            var info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            for (SnippetEvent event : shell.eval(info.source())) {
                if (event.exception() != null || event.status() == Snippet.Status.REJECTED) {
                    throw new AssertionError(code + ": " + event + " "
                            + shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)).toList(),
                        event.exception());
                }
                value = event.value() == null ? value : event.value();
            }
            rest = info.remaining();
        }
        return value;
    }

    @Test
    void recordsEnumsAndViewsOfSnippetsWork() {
        try (JShell shell = shell()) {
            eval(shell, """
                enum Side { LEFT, RIGHT }
                record Leg(Side side, int length) {}
                record Animal(String name, List<Leg> legs) {}
                interface AnimalView { String name(); void name(InHeap n); List<LegView> legs(); }
                interface LegView { int length(); void length(int l); }
                var pool = Pool.attach("%s");
                var ref = Ref.create(pool, "animal", new Animal("cat", List.of(new Leg(Side.LEFT, 3), new Leg(Side.RIGHT, 4))));
                """.formatted(pool.name()));
            assertEquals("Animal[name=cat, legs=[Leg[side=LEFT, length=3], Leg[side=RIGHT, length=4]]]", eval(shell, "ref.get()"));
            assertEquals("4", eval(shell, "ref.with(AnimalView.class, a -> a.legs().get(1).length())"));
            eval(shell, "ref.view(AnimalView.class).legs().get(0).length(7);");
            assertEquals("7", eval(shell, "ref.get().legs().get(0).length()"));
            assertEquals("\"Animal\"", eval(shell, "ref.view(StructView.class).typeName()"));
            eval(shell, "pool.close();");
        }
    }

    @Test
    void anotherSessionWithTheSameShapeReadsItAndOneWithAnotherShapeIsToldBoth() {
        try (JShell first = shell(); JShell second = shell(); JShell third = shell()) {
            String attach = "var pool = Pool.attach(\"" + pool.name() + "\");";
            eval(first, attach + "record Job(String name, int priority) {} var ref = Ref.create(pool, \"job\", new Job(\"a\", 1));");
            eval(second, attach + "record Job(String name, int priority) {} "
                    + "var ref = Ref.find(pool, \"job\", Job.class).get(); Job job = ref.get();");
            assertEquals("Job[name=a, priority=1]", eval(second, "job"));
            eval(third, attach + "record Job(String name, long priority) {} var ref = Ref.find(pool, \"job\", Job.class).get();");
            assertEquals("\"the heap holds Job[String name, int priority], this process expects Job[String name, long priority]\"",
                eval(third, "String m = null; try { ref.get(); } catch (TypeMismatchException e) { m = e.getMessage(); } m"));
            for (JShell shell : List.of(first, second, third)) {
                eval(shell, "pool.close();");
            }
        }
    }

    @Test
    void aRecordThatIsDefinedAgainComesOutAsTheOneTheHandleWasMadeFor() {
        try (JShell shell = shell()) {
            eval(shell, "var pool = Pool.attach(\"" + pool.name()
                    + "\"); record Point(int x) {} var ref = Ref.create(pool, \"p\", new Point(1));");
            eval(shell, "record Point(int x) { int twice() { return 2 * x; } }");
            eval(shell, "var again = Ref.find(pool, \"p\", Point.class).get();");
            assertEquals("2", eval(shell, "again.get().twice()"));
            eval(shell, "pool.close();");
        }
    }

    @Test
    void aHandleMadeForAnotherTypeSaysSo() {
        Ref.create(pool, "number", 5);
        var number = Ref.find(pool, "number", String.class).orElseThrow();
        assertThrows(TypeMismatchException.class, number::get);
        assertInstanceOf(Integer.class, Ref.find(pool, "number", Object.class).orElseThrow().get());
    }
}
