package rockpool.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Words and forms that must not appear in what people write here.
class WordsTest {

    /// Where a peer of the benchmark is started, in a process of its own that nothing of the project runs in.
    private static final String PEER = "samples/src/bench/java/rockpool/bench/rows/ChroniclePeer.java";
    private static final String OPENED = "opened packages";

    /// Put together here, so that this file is none that contains them.
    private static final Map<String, Pattern> FORBIDDEN = forbidden();

    @Test
    void noFileContainsAForbiddenWord() {
        List<Path> files = Project.textFiles();
        assertFalse(files.isEmpty(), "no text file found");
        assertEquals(List.of(), files.stream().flatMap(file -> findings(file, Project.read(file)).stream()).toList());
    }

    @Test
    void aForbiddenWordIsFound() {
        Path file = Path.of("engine/src/main/java/A.java");
        assertEquals(List.of(file + ":2: the JDK's internals"), findings(file, "fine\nsun.misc" + ".Unsafe\n"));
        assertEquals(List.of(file + ":1: opened packages"), findings(file, "--add" + "-opens java.base"));
        assertEquals(List.of(), findings(Path.of(PEER), "--add" + "-opens java.base"));
        assertEquals(List.of(file + ":1: a path of one machine"), findings(file, "\"/home" + "/ann/x\""));
        assertEquals(List.of(file + ":1: unfinished work"), findings(file, "// TO" + "DO later"));
        assertEquals(List.of(file + ":1: a tab"), findings(file, "\tint x;"));
    }

    private static Map<String, Pattern> forbidden() {
        Map<String, Pattern> words = new LinkedHashMap<>();
        words.put("the JDK's internals", Pattern.compile("sun\\.misc\\.Un" + "safe|jdk\\.internal\\.misc"));
        words.put(OPENED, Pattern.compile("--add-op" + "ens"));
        words.put("a path of one machine", Pattern.compile("(?<![\\w~}])/(home|root|Users|work)" + "/[a-z]"));
        words.put("unfinished work", Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b"));
        words.put("a tab", Pattern.compile("\t"));
        return words;
    }

    private static List<String> findings(Path file, String text) {
        List<String> findings = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            for (String finding : findingsInLine(lines[i])) {
                if (!finding.equals(OPENED) || !file.endsWith(PEER)) {
                    findings.add(file + ":" + (i + 1) + ": " + finding);
                }
            }
        }
        return findings;
    }

    private static List<String> findingsInLine(String line) {
        List<String> findings = new ArrayList<>();
        FORBIDDEN.forEach((what, pattern) -> {
            if (pattern.matcher(line).find()) {
                findings.add(what);
            }
        });
        return findings;
    }
}
