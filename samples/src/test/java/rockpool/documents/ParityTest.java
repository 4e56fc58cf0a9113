package rockpool.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import rockpool.documents.Parity.Function;
import rockpool.documents.Parity.Row;
import rockpool.scripts.Project;

/// `docs/parity.md` names functions of Netmulticore, members of Rockpool and tests that are there.
class ParityTest {

    private static final String LIST = "netmulticore-api.tsv";
    private static final int FUNCTIONS = 266;

    private static final String SAMPLE = """
            ## M
            | Netmulticore | Rockpool | tests |
            |---|---|---|
            | `f` | `data.Ref#get()`, not `x` | `ATest.a`, `BTest.b` |
            | `g` | *Not needed:* nothing of the kind. | `ATest.a` |
            """;

    @Test
    void eachFunctionIsOneOfNetmulticoresAndStandsThereOnce() throws IOException {
        Parity parity = parity();
        assertFalse(parity.rows().isEmpty());
        assertEquals(List.of(), parity.unknown(functions()));
        assertEquals(List.of(), parity.repeated());
    }

    @Test
    void noFunctionIsMissing() throws IOException {
        assertEquals(List.of(), parity().missing(functions()));
    }

    @Test
    void theDocumentSaysForHowMuchItIsComplete() throws IOException {
        String extent = parity().extent(functions());
        String text = document().replace("`", "").replaceAll("\\s+", " ");
        assertTrue(text.contains(extent), extent);
    }

    @Test
    void eachMemberExists() throws IOException {
        Stream<String> members = parity().rows().stream().flatMap(row -> row.members().stream());
        assertEquals(List.of(), members.filter(name -> !Members.exists(name)).toList());
    }

    @Test
    void whatHasNoMemberIsNotNeeded() throws IOException {
        assertEquals(List.of(), parity().rows().stream().filter(ParityTest::saysNothing).map(Row::function).toList());
    }

    @Test
    void eachTestExistsAndEachRowHasOne() throws IOException {
        Set<String> there = TestMethods.ofProject().names();
        Stream<String> named = parity().rows().stream().flatMap(row -> row.tests().stream());
        assertEquals(List.of(), named.filter(name -> !there.contains(name)).toList());
        assertEquals(List.of(), parity().rows().stream().filter(row -> row.tests().isEmpty()).map(Row::function).toList());
    }

    @Test
    void theListHasEachFunctionOnce() throws IOException {
        assertEquals(FUNCTIONS, functions().size());
        assertEquals(FUNCTIONS, Set.copyOf(functions()).size());
    }

    @Test
    void rowsAreRead() {
        Row first = Parity.of(SAMPLE).rows().getFirst();
        List<String> tests = List.of("ATest.a", "BTest.b");
        assertEquals(new Row(new Function("M", "f"), "`data.Ref#get()`, not `x`", List.of("data.Ref#get()"), tests), first);
        assertTrue(Parity.of("| `f` | stands before the first section | `ATest.a` |\n").rows().isEmpty());
        assertThrows(IllegalArgumentException.class, () -> Parity.of("## M\n| `f` | only two |\n"));
    }

    @Test
    void aFunctionThatIsMissingUnknownOrRepeatedIsFound() {
        Parity parity = Parity.of(SAMPLE + "| `f` | again | `ATest.a` |\n");
        List<Function> all = Parity.functions(List.of("module\tkind\tname", "M\tval\tf", "M\tval\th", "N\tval\tf"));
        assertEquals(List.of(new Function("M", "g")), parity.unknown(all));
        assertEquals(List.of(new Function("M", "f")), parity.repeated());
        assertEquals(List.of(new Function("M", "h"), new Function("N", "f")), parity.missing(all));
        assertEquals(Set.of(), parity.complete(all));
        assertEquals(Set.of("M"), parity.complete(Parity.functions(List.of("module\tkind\tname", "M\tval\tf"))));
    }

    @Test
    void aRowThatSaysNothingIsFound() {
        assertFalse(Parity.of(SAMPLE).rows().stream().anyMatch(ParityTest::saysNothing));
        assertTrue(saysNothing(Parity.of("## M\n| `f` | `null` will do | `ATest.a` |\n").rows().getFirst()));
    }

    @Test
    void aMemberThatDoesNotExistIsFound() {
        for (String name : List.of("data.Ref", "data.Ref#get()", "data.Ref#create(Pool, Object)", "pool.Units#claim(int, int, int)",
                "pool.Pool#objectName()", "pool.UnitClass#DATA")) {
            assertTrue(Members.exists(name), name);
        }
        for (String name : List.of("data.Reference", "data.Ref#get", "data.Ref#get(int)", "data.Ref#gets()", "data.Ref#root",
                "pool.Pool#writable()", "heap.Writer")) {
            assertFalse(Members.exists(name), name);
        }
    }

    @Test
    void aMethodThatIsNoTestIsFound() throws IOException {
        assertEquals(List.of("a", "b", "c"), TestMethods.of("""
                    @Test
                    void a() {
                    }

                    private void notOne() {
                    }

                    @ParameterizedTest
                    @ValueSource(strings = {"x",
                        "y"})
                    void b(String s) throws Exception {
                    }

                    @TestFactory
                    Stream<DynamicTest> c() {
                """));
        assertTrue(TestMethods.ofProject().names().contains("ParityTest.aMethodThatIsNoTestIsFound"));
        assertFalse(TestMethods.ofProject().names().contains("ParityTest.saysNothing"));
    }

    private static boolean saysNothing(Row row) {
        return row.members().isEmpty() && !row.text().startsWith(Parity.NOT_NEEDED);
    }

    private static String document() throws IOException {
        return Files.readString(Project.top().resolve("docs/parity.md"));
    }

    private static Parity parity() throws IOException {
        return Parity.of(document());
    }

    private static List<Function> functions() throws IOException {
        try (InputStream list = ParityTest.class.getResourceAsStream(LIST)) {
            return Parity.functions(new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
        }
    }
}
