package rockpool.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import rockpool.scripts.Project;

/// The names of all tests of the project, read off their sources.
///
/// @param names as `Class.method`
record TestMethods(Set<String> names) {

    private static final List<String> MODULES = List.of("engine", "shell", "samples");

    /// An annotation that makes a test, perhaps others after it, and the method's head.
    private static final Pattern TEST = Pattern.compile("^    @(?:Test|ParameterizedTest|RepeatedTest|TestFactory)\\b.*\\R"
            + "(?:    +[@\"].*\\R)*    (?:public )?[\\w<>]+ (\\w+)\\(", Pattern.MULTILINE);

    static TestMethods ofProject() throws IOException {
        Set<String> names = new HashSet<>();
        for (String module : MODULES) {
            try (Stream<Path> sources = Files.find(Project.top().resolve(module).resolve("src/test/java"), 20,
                    (path, attributes) -> path.toString().endsWith(".java"))) {
                for (Path source : sources.toList()) {
                    String simple = source.getFileName().toString().replace(".java", "");
                    of(Files.readString(source)).forEach(method -> names.add(simple + "." + method));
                }
            }
        }
        return new TestMethods(names);
    }

    /// The names of the tests in a source.
    static List<String> of(String source) {
        return TEST.matcher(source).results().map(match -> match.group(1)).toList();
    }
}
