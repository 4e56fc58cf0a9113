package rockpool.shell.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.VarSnippet;
import rockpool.engine.data.StructureImage;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolSummary;

/// A structure that a command changes, and Java for its handle in the session.
///
/// A pool that none of this console's processes uses is only looked at: what is in it is not a target, unless the pool is named.
///
/// @param type the simple name of the handle's class
/// @param pool an expression for its pool; null if it is a variable
/// @param takes what its values have to be, as far as the variable says it
record Target(Kind kind, String type, String pool, String name, ValueTypes takes) {

    /// What can be one.
    static final Kind[] KINDS = Stream.of(StructureImage.Kind.values()).flatMap(kind -> Kind.of(kind.number()).stream())
            .toArray(Kind[]::new);

    /// @param type the simple name of the handle's class
    record Found(String pool, Kind kind, String type) { }

    /// The variable of a name if it has a structure, or what has the name in a pool.
    ///
    /// @param pool in which to look, null for all that this console's processes use
    /// @throws IllegalArgumentException if there is none, or there are several, with what to do
    static Target of(Lab lab, String name, String pool) {
        VariableName.require(name);
        Optional<Target> variable = pool == null ? lab.variable(name).flatMap(Target::of) : Optional.empty();
        return variable.orElseGet(() -> inPool(lab, name, pool));
    }

    /// What has a name in a pool.
    ///
    /// @param pool in which to look, null for all that this console's processes use
    /// @throws IllegalArgumentException if there is none, or there are several, with what to do
    static Target inPool(Lab lab, String name, String pool) {
        VariableName.require(name);
        return inPools(lab, name, lab.placesToLook(pool));
    }

    /// @param pools as they were a moment ago
    static Target inPools(Lab lab, String name, List<PoolSummary> pools) {
        List<Found> found = find(lab, name, pools);
        return switch (found.size()) {
            case 0 -> throw new IllegalArgumentException(missing(lab, name, pools));
            case 1 -> new Target(found.getFirst().kind, found.getFirst().type, lab.poolExpression(found.getFirst().pool), name,
                    ValueTypes.of(""));
            default -> throw new IllegalArgumentException("there are several of the name " + name + "; -p says which: "
                    + found.stream().map(Found::pool).collect(Collectors.joining(", ")));
        };
    }

    /// Java for its handle.
    String java() {
        return java("");
    }

    /// Java for its handle.
    ///
    /// @param values what its values are taken for, such as `<Job>`
    String java(String values) {
        return pool == null ? name : type + "." + values + "find(" + pool + ", \"" + name + "\").orElseThrow()";
    }

    private static Optional<Target> of(VarSnippet variable) {
        return Stream.of(KINDS).filter(kind -> kind.isTypeOf(variable)).findFirst()
                .map(kind -> new Target(kind, kind.type(), null, variable.name(), ValueTypes.of(variable.typeName())));
    }

    private static Kind kind(StructureImage.Kind kind) {
        return Kind.of(kind.number()).orElseThrow();
    }

    /// What has a name in some pools, as they were a moment ago.
    static List<Found> find(Lab lab, String name, List<PoolSummary> pools) {
        List<Found> found = new ArrayList<>();
        lab.forEachView(pools, view -> StructureImage.find(view, name)
                .ifPresent(image -> found.add(new Found(view.name(), kind(image.kind()), image.type()))));
        return found;
    }

    private static String missing(Lab lab, String name, List<PoolSummary> pools) {
        List<Found> elsewhere = find(lab, name, Pool.list());
        if (!elsewhere.isEmpty()) {
            Found other = elsewhere.getFirst();
            return other.kind.title() + " " + name + " is in pool " + other.pool + ", which this console only looks at; /pool attach " + other.pool
                    + " lets it change that";
        }
        String others = lab.kinds(name, pools);
        return "there is no structure of the name " + name + (others.isEmpty() ? "" : ", which is that of " + others)
                + "; /data --all shows all that there are";
    }
}
