package rockpool.documents;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The table of what answers to each of Netmulticore's functions: a section for each of its modules, a row for each of its functions.
///
/// A row's first cell is the function's name, its last one names tests; what is quoted in between and has a package or a `#` is a member of
/// Rockpool's, below the package `rockpool.engine`.
///
/// @param rows as they stand in the document
record Parity(List<Row> rows) {

    /// What says that a function has no counterpart since nothing of the kind is needed.
    static final String NOT_NEEDED = "*Not needed:* ";

    private static final String SECTION = "## ";
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern MEMBER = Pattern.compile("[a-z]+\\.[A-Z][\\w.]*.*|.*#.*");

    /// A function of a module.
    record Function(String module, String name) {
        @Override
        public String toString() {
            return module + "." + name;
        }
    }

    /// What answers to a function.
    ///
    /// @param text    the cell that says so
    /// @param members Rockpool's, as `package.Class#method(Type, Type)`, `package.Class#CONSTANT` or `package.Class`
    /// @param tests   as `Class.method`
    record Row(Function function, String text, List<String> members, List<String> tests) {}

    static Parity of(String document) {
        List<Row> rows = new ArrayList<>();
        String module = null;
        for (String line : document.split("\n")) {
            if (line.startsWith(SECTION)) {
                module = line.substring(SECTION.length()).strip();
            } else if (module != null && line.startsWith("| `")) {
                rows.add(row(module, line));
            }
        }
        return new Parity(rows);
    }

    private static Row row(String module, String line) {
        String[] cells = line.split("\\|", -1);
        if (cells.length != 5) {
            throw new IllegalArgumentException("a row needs three cells: " + line);
        }
        List<String> members = quoted(cells[2]).stream().filter(text -> MEMBER.matcher(text).matches()).toList();
        return new Row(new Function(module, quoted(cells[1]).getFirst()), cells[2].strip(), members, quoted(cells[3]));
    }

    private static List<String> quoted(String cell) {
        return QUOTED.matcher(cell).results().map(match -> match.group(1)).toList();
    }

    /// The functions of a list with a line of module, kind and name for each.
    static List<Function> functions(List<String> lines) {
        return lines.stream().skip(1).map(line -> line.split("\t")).map(part -> new Function(part[0], part[2])).toList();
    }

    /// The functions that have a row, in the order of the document.
    List<Function> covered() {
        return rows.stream().map(Row::function).toList();
    }

    /// The functions of a list that have no row.
    List<Function> missing(List<Function> all) {
        Set<Function> covered = Set.copyOf(covered());
        return all.stream().filter(function -> !covered.contains(function)).toList();
    }

    /// The functions that have a row and are in no list.
    List<Function> unknown(List<Function> all) {
        return covered().stream().filter(function -> !all.contains(function)).toList();
    }

    /// The functions that have more than one row.
    List<Function> repeated() {
        Set<Function> seen = new HashSet<>();
        return covered().stream().filter(function -> !seen.add(function)).toList();
    }

    /// The modules of a list of which no function is missing.
    Set<String> complete(List<Function> all) {
        Set<String> modules = modules(all);
        modules.removeAll(modules(missing(all)));
        return modules;
    }

    static Set<String> modules(Collection<Function> functions) {
        Set<String> modules = new LinkedHashSet<>();
        functions.forEach(function -> modules.add(function.module()));
        return modules;
    }

    /// The sentence in which a document says for how much of a list it is complete.
    String extent(List<Function> all) {
        Set<String> complete = complete(all);
        return "The table has %d of %d functions. Complete are %d of %d modules: %s.".formatted(rows.size(), all.size(), complete.size(),
                modules(all).size(), String.join(", ", complete));
    }
}
