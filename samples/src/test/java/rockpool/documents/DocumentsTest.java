package rockpool.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import rockpool.scripts.Project;
import rockpool.scripts.Run;

/// Every document runs as it stands: its snippets in one session, its answers as shown, the files that it names.
class DocumentsTest {

    private static final String POOL = "lab";
    private static final String BOX = "letters";

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> snippetsRunAndAnswerAsShown() throws IOException {
        return documents().stream()
                .filter(file -> !parsed(file).input().isEmpty())
                .map(file -> DynamicTest.dynamicTest(Project.top().relativize(file).toString(), () -> check(parsed(file))));
    }

    @Test
    void commandsForTheShellNameFilesThatExist() throws IOException {
        for (Path file : documents()) {
            for (String command : parsed(file).commands()) {
                for (String word : command.replaceFirst("\\s#.*", "").split("\\s+")) {
                    boolean named = word.startsWith("scripts/") || word.startsWith("samples/");
                    assertTrue(!named || Files.exists(Project.top().resolve(word)), file + " names " + word);
                }
            }
        }
    }

    @Test
    void linksLeadToFilesOfTheProject() throws IOException {
        for (Path file : documents()) {
            for (String link : Document.links(Files.readString(file))) {
                assertTrue(Files.exists(file.resolveSibling(link)), file + " links " + link);
            }
        }
    }

    @Test
    void aSnippetThatFailsIsFound() throws IOException {
        assertEquals(1, run(Document.of("```java\nint x = undefined;\n```\n")).status());
    }

    @Test
    void anAnswerThatDoesNotComeIsFound() {
        Document document = Document.of("```console\nrockpool> f()\none\n…wo\n```\n");
        assertEquals(List.of("f()"), document.input());
        assertNull(document.missingIn(List.of("zero", "one", "two")));
        assertEquals("…wo", document.missingIn(List.of("two", "one")));
        assertEquals("one", document.missingIn(List.of()));
    }

    private void check(Document document) throws IOException {
        Run run = run(document.with(POOL, POOL + ProcessHandle.current().pid()).with(BOX, BOX + ProcessHandle.current().pid()));
        assertEquals(0, run.status(), run.toString());
        assertEquals(List.of(), run.err());
        assertNull(document.missingIn(run.out()), run.toString());
    }

    private Run run(Document document) throws IOException {
        Path script = Files.write(folder.resolve("document.jsh"), document.input());
        return Run.of(folder, Map.of("HOME", folder.toString()), List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xlog:disable", "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                "rockpool.shell.Main", "run", script.toString()));
    }

    private static List<Path> documents() throws IOException {
        Path docs = Project.top().resolve("docs");
        try (Stream<Path> found = Files.find(docs, 5, (path, attributes) -> path.toString().endsWith(".md"))) {
            List<Path> documents = Stream.concat(Stream.of(Project.top().resolve("README.md")), found.sorted()).toList();
            assertFalse(documents.isEmpty());
            return documents;
        }
    }

    private static Document parsed(Path file) {
        try {
            return Document.of(Files.readString(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
