package rockpool.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is defined at the prompt runs in workers, on copies of the prompt's variables.
class ClassShippingTest {

    private static Master master;
    private Prompt prompt;

    @BeforeAll
    static void startMaster() {
        master = Master.start(MasterOptions.defaults().withStandby(2));
    }

    @AfterAll
    static void closeMaster() {
        Leftovers.closeAndCheck(master);
    }

    @BeforeEach
    void openPrompt() {
        prompt = new Prompt();
    }

    @AfterEach
    void closePrompt() {
        prompt.close();
    }

    private Object resultOf(String definition, String argument) {
        return prompt.value(definition + ".join(" + definition + ".start(" + argument + ")).orElseThrow()");
    }

    @Test
    void assignmentToPlainVariableIsNotSeenByOtherProcess() {
        prompt.run("""
                int c = 0;
                var y = define("y", (Integer k) -> k + 1 + c);
                var x = define("x", (Integer k) -> { c = 1; return y.join(y.start(k)).orElseThrow(); });
                """);
        assertEquals(2, resultOf("x", "1"));
    }

    @Test
    void variableHasTheValueOfTheMomentOfTheStart() {
        prompt.run("int c = 10; var f = define(\"f\", (Integer k) -> k + c);");
        assertEquals(11, resultOf("f", "1"));
        prompt.run("c = 100;");
        assertEquals(101, resultOf("f", "1"));
    }

    @Test
    void recordsMethodsAndRecursionWork() {
        prompt.run("""
                record P(int x, String n) { int twice() { return 2 * x; } }
                int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
                String area(P p) { return p.n() + p.twice() + fib(10); }
                var f = define("f", (P p) -> area(p));
                """);
        assertEquals("a655", resultOf("f", "new P(3, \"a\")"));
    }

    @Test
    void recordOfThePromptComesBack() {
        prompt.run("""
                record P(int x, List<String> names) {}
                var f = define("f", (P p) -> new P(p.x() + 1, p.names()));
                """);
        assertEquals(true, prompt.value("f.join(f.start(new P(1, List.of(\"a\")))).orElseThrow().equals(new P(2, List.of(\"a\")))"));
    }

    @Test
    void lambdaOfTypeThatIsNotSerializableTravels() {
        prompt.run("""
                Function<Integer, Integer> inc = k -> k + 1;
                int base = 5;
                Supplier<Integer> get = () -> base;
                var f = define("f", (Integer k) -> inc.apply(k) + get.get());
                """);
        assertEquals(12, resultOf("f", "6"));
    }

    @Test
    void capturedLocalsMethodReferencesAndNestedLambdasTravel() {
        prompt.run("""
                int twice(int n) { return 2 * n; }
                Body<Integer, Integer> adder(int n) { return k -> k + n; }
                var f = define("f", adder(7));
                Function<Integer, Integer> two = i -> twice(i);
                var g = define("g", (List<Integer> l) -> l.stream().map(i -> two.apply(i)).map(String::valueOf).toList().toString());
                """);
        assertEquals(8, resultOf("f", "1"));
        assertEquals("[2, 4]", resultOf("g", "List.of(1, 2)"));
    }

    @Test
    void twoVariablesOfOneObjectStayOneObject() {
        prompt.run("""
                record P(int x) {}
                var p = new P(1);
                Map<String, P> m = new HashMap<>(Map.of("k", p));
                List<P> l = new ArrayList<>(List.of(p));
                var f = define("f", (P a) -> "" + (m.get("k") == l.get(0)) + (l.get(0) == a));
                """);
        assertEquals("truetrue", resultOf("f", "p"));
    }

    @Test
    void objectsOfPromptClassesAreCopiedFieldByField() {
        prompt.run("""
                class Node { final String name; Node next;
                    Node(String name) { this.name = name; if (name == null) throw new IllegalStateException(); } }
                class Leaf extends Node { int size = 3; Leaf(String n) { super(n); } }
                var ring = new Leaf("a"); ring.next = new Node("b"); ring.next.next = ring;
                var f = define("f", (String s) -> s + ring.next.next.name + ((Leaf) ring.next.next).size + (ring.next.next == ring));
                """);
        assertEquals("-a3true", resultOf("f", "\"-\""));
    }

    @Test
    void staticFieldsEnumsAndSealedTypesTravel() {
        prompt.run("""
                class Counter { static int n = 1; static final List<String> log = new ArrayList<>(); static int next() { return n++; } }
                enum Color { RED, GREEN { @Override String t() { return "g"; } }; String t() { return "r"; } }
                sealed interface Shape permits Circle, Square {}
                record Circle(int r) implements Shape {}
                record Square(int s) implements Shape {}
                Counter.next(); Counter.next(); Counter.log.add("x");
                var f = define("f", (Color c) -> c.t() + Counter.next() + Counter.log
                        + switch ((Shape) new Square(2)) { case Circle k -> 0; case Square k -> k.s(); });
                """);
        assertEquals("g3[x]2", resultOf("f", "Color.GREEN"));
    }

    @Test
    void whatTheBodyDoesNotReachDoesNotMatter() {
        prompt.run("""
                var thread = new Thread();
                var id = thread.getName().length();
                class Tools { static Thread own = new Thread(); static int one() { return 1; } }
                var f = define("f", (Integer k) -> k + (id > 0 ? Tools.one() : 0));
                """);
        assertEquals(2, resultOf("f", "1"));
    }

    @Test
    void uncopyableVariableIsNamedBeforeTheStart() {
        prompt.run("""
                record Session(String who, Object what) {}
                var sessions = new ArrayList<Session>(List.of(new Session("a", 1), new Session("b", new Thread())));
                var f = define("f", (Integer k) -> sessions.size());
                """);
        String message = prompt.failure("f.start(1)");
        assertTrue(message.startsWith("definition f, variable 'sessions'[1].what: java.lang.Thread cannot be copied"), message);
    }

    @Test
    void uncopyableCapturedVariableIsNamed() {
        prompt.run("Body<Integer, Integer> with(Object lock) { return k -> lock.hashCode(); } var f = define(\"f\", with(new Object()));");
        String message = prompt.failure("f.start(1)");
        assertTrue(message.startsWith("definition f, captured variable "), message);
        assertTrue(message.contains("java.lang.Object cannot be copied"), message);
    }

    @Test
    void redefinedRecordAndVariableAreTheNewOnes() {
        prompt.run("""
                record P(int x) {}
                var v = 1;
                var f = define("f", (Object o) -> "old " + v);
                record P(int x, int y) {}
                var v = "text";
                var g = define("g", (P p) -> p.x() + p.y() + v);
                """);
        assertEquals("3text", resultOf("g", "new P(1, 2)"));
    }

    @Test
    void exceptionOfThePromptIsToldWithItsStack() {
        prompt.run("""
                class Odd extends RuntimeException { Odd(String m) { super(m); } }
                var f = define("f", (Integer k) -> { if (k > 0) throw new Odd("k=" + k); return k; });
                """);
        String text = prompt.value("f.join(f.start(3)).reason()").toString();
        assertTrue(text.contains("Odd: k=3"), text);
    }

    @Test
    void definitionsNestAndTravelInsideValues() {
        prompt.run("""
                record Call(Definition<Integer, Integer> whom, int with) {}
                Definition<Integer, Integer> inc = define("inc", (Integer k) -> k + 1);
                var call = define("call", (List<Call> calls) -> {
                    int sum = 0; for (var c : calls) sum += c.whom().join(c.whom().start(c.with())).orElseThrow(); return sum; });
                """);
        assertEquals(33, resultOf("call", "List.of(new Call(inc, 10), new Call(inc, 21))"));
    }

    @Test
    void classesOfAnArgumentFromAWorkerReachTheNextWorker() {
        prompt.run("""
                interface Job { int run(); }
                int factor = 3;
                record Times(int n) implements Job { public int run() { return n * factor; } }
                var y = define("y", (Object job) -> ((Job) job).run());
                var x = define("x", (Integer k) -> y.join(y.start(new Times(k))).orElseThrow());
                """);
        assertEquals(12, resultOf("x", "4"));
    }
}
