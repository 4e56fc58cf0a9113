package rockpool.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Runs the benchmark: all rows, or those that the arguments name by their keys or by what stands before a dot of their keys. The table
/// goes to standard output as Markdown; each repetition goes to standard error as it is measured. With `--plot FILE` before the rows, what
/// grows with the number of elements is also drawn into a file, as SVG.
///
/// System properties: `rockpool.bench.original` is the original's program (without it, ours are measured alone);
/// `rockpool.bench.repetitions` how often each row is measured.
public final class Main {

    private static final String PLOT = "--plot";
    private static final int REPETITIONS = Integer.getInteger("rockpool.bench.repetitions", 5);

    private final Results results = new Results();
    private final Original original;

    private Main(Original original) {
        this.original = original;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        boolean drawn = arguments.length > 1 && arguments[0].equals(PLOT);
        String[] filters = drawn ? Arrays.copyOfRange(arguments, 2, arguments.length) : arguments;
        List<GroupPlan> groups = Catalog.groups().stream()
                .map(group -> group.filtered(List.of(filters)))
                .filter(group -> !group.rows().isEmpty())
                .toList();
        if (groups.isEmpty()) {
            System.err.println("filter=" + String.join(" ", filters) + ": no row of that name. Rows: " + String.join(" ", Catalog.keys()));
            System.exit(2);
        }
        String machine = Machine.description();
        Main main = new Main(findOriginal());
        for (GroupPlan group : groups) {
            main.run(group);
        }
        System.out.println("Measured on: " + machine + ".");
        System.out.printf(Locale.ROOT, "Median of %d repetitions, with the least and the greatest; %s.%n", REPETITIONS,
                main.original == null
                        ? "the original was not measured, because OCaml or Netmulticore is not installed here"
                        : "ours and the original's in turn");
        System.out.print(Table.of(groups, main.results));
        if (drawn) {
            GrowthPlot.write(groups, main.results, Path.of(arguments[1]));
        }
    }

    private static Original findOriginal() {
        String program = System.getProperty("rockpool.bench.original", "");
        return program.isEmpty() ? null : new Original(Path.of(program));
    }

    // A group that fails is said to have failed, and its rows are not measured; the others go on.
    private void run(GroupPlan group) throws InterruptedException {
        System.err.println("measuring " + String.join(" ", group.keys()));
        try (GroupConnection ours = GroupConnection.open(group, group.keys())) {
            for (int i = 0; i < REPETITIONS; i++) {
                ours.measure(results);
                measureOriginal(group);
            }
        } catch (IOException e) {
            System.err.println(group.type().getSimpleName() + " failed: " + e.getMessage());
        }
    }

    private void measureOriginal(GroupPlan group) throws IOException, InterruptedException {
        if (original != null && group.original() != null) {
            original.measure(group.original(), results);
        }
    }
}
