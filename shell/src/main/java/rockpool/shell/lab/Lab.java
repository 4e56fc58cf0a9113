package rockpool.shell.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;
import rockpool.engine.box.NoSuchBoxException;
import rockpool.engine.data.DestroyedException;
import rockpool.engine.pool.Names;
import rockpool.engine.pool.NoSuchPoolException;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolDamagedException;
import rockpool.engine.pool.PoolSummary;
import rockpool.engine.pool.PoolView;
import rockpool.engine.process.Master;
import rockpool.engine.process.ProcessInfo;
import rockpool.shell.console.Console;

/// What the commands of the laboratory share: the master of the workers, and how things are found by name.
///
/// @param console through which Java is evaluated in the session
/// @param workers the master, started when first needed
public record Lab(Console console, Supplier<Master> workers) {

    Master master() {
        return workers.get();
    }

    /// Looks at a pool, or at all there are. One that goes away meanwhile is left out; one that is damaged is told of.
    ///
    /// @param name null for all
    /// @throws IllegalArgumentException if there is no pool of the name
    void forEachView(String name, Consumer<PoolView> action) {
        forEachView(pools(name), action);
    }

    /// Looks at pools that were there a moment ago: one that has gone since is left out.
    void forEachView(List<PoolSummary> pools, Consumer<PoolView> action) {
        pools.forEach(pool -> look(pool, action));
    }

    /// A pool, or all there are.
    ///
    /// @param name null for all
    /// @throws IllegalArgumentException if there is no pool of the name
    private static List<PoolSummary> pools(String name) {
        List<PoolSummary> wanted = Pool.list().stream()
                .filter(pool -> name == null || name.equals(pool.name()) || name.equals(pool.objectName())).toList();
        if (name != null && wanted.isEmpty()) {
            throw new IllegalArgumentException("there is no pool " + name + "; /pool list shows them");
        }
        return wanted;
    }

    /// Where a command looks that was told of one pool, or of none.
    ///
    /// @param name null for all that this console's own processes use
    /// @throws IllegalArgumentException if there is no pool of the name
    List<PoolSummary> placesToLook(String name) {
        return name == null ? ownPools() : pools(name);
    }

    private void look(PoolSummary summary, Consumer<PoolView> action) {
        if (summary.trouble() != null) {
            console.output().error("pool " + summary.name() + ": " + summary.trouble());
            return;
        }
        try (PoolView view = Pool.view(summary.objectName())) {
            guarded("pool " + summary.name(), () -> action.accept(view));
        } catch (NoSuchPoolException e) {
            // Its last user has just left it.
        } catch (PoolDamagedException e) {
            console.output().error("pool " + summary.name() + " is damaged: " + e.getMessage());
        }
    }

    /// Looks at something that may be damaged in any way, or may go meanwhile. If it is damaged, that is told.
    ///
    /// @param what it is called
    /// @return whether it could be looked at, or has gone
    /// @throws CancellationException if the thread is interrupted meanwhile
    boolean guarded(String what, Runnable look) {
        try {
            look.run();
            return true;
        } catch (NoSuchPoolException | NoSuchBoxException | DestroyedException e) {
            return true;
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | InternalError e) {
            // Memory that is mapped, but that the system has none for, is an InternalError.
            console.output().error(what + " is damaged: " + (e.getMessage() == null ? e : e.getMessage()));
            return false;
        }
    }

    /// The pools that this console's own processes use.
    List<PoolSummary> ownPools() {
        List<Integer> pids = master().processes().stream().map(ProcessInfo::pid).toList();
        Predicate<PoolSummary> used = pool -> pool.users().stream().anyMatch(user -> pids.contains(user.pid())
                || user.pid() == ProcessHandle.current().pid());
        return Pool.list().stream().filter(used).toList();
    }

    /// The pool that a command is about: the one that is named, or the only one there is.
    ///
    /// @param name null if none was named
    /// @throws IllegalArgumentException if that does not say which, with what to do
    String pool(String name) {
        if (name != null) {
            return name;
        }
        List<String> names = ownPools().stream().map(PoolSummary::name).toList();
        return switch (names.size()) {
            case 0 -> throw new IllegalArgumentException("there is no pool yet; /pool create lab 64m makes one");
            case 1 -> names.getFirst();
            default -> throw new IllegalArgumentException("there are several pools; -p says which: " + String.join(", ", names));
        };
    }

    /// Makes sure that a pool has something of this name.
    ///
    /// @param what it is called in the message
    /// @throws IllegalArgumentException if it has not, with what to do
    void require(String what, String name, String pool, String otherwise) {
        if (entries(pools(pool), name).isEmpty()) {
            throw new IllegalArgumentException("there is no " + what + " " + name + " in pool " + pool + "; " + otherwise);
        }
    }

    private List<Names.Entry> entries(List<PoolSummary> pools, String name) {
        List<Names.Entry> found = new ArrayList<>();
        forEachView(pools, view -> view.names().find(name).ifPresent(found::add));
        return found;
    }

    /// Java for a thing: the variable of its name, or what a pool of this console's processes knows by that name.
    ///
    /// @param pool in which to look, null for all
    /// @throws IllegalArgumentException if there is none, or there are several, with what to do
    String thing(Kind kind, String name, String pool) {
        VariableName.require(name);
        if (variable(name).filter(kind::isTypeOf).isPresent()) {
            return name;
        }
        return thing(kind, name, placesToLook(pool));
    }

    private String thing(Kind kind, String name, List<PoolSummary> pools) {
        List<String> having = pools.stream().filter(one -> entries(List.of(one), name).stream().anyMatch(kind::is)).map(PoolSummary::name).toList();
        return switch (having.size()) {
            case 0 -> throw new IllegalArgumentException(missing(kind, name, pools));
            case 1 -> kind.type() + ".find(" + poolExpression(having.getFirst()) + ", \"" + name + "\").orElseThrow()";
            default -> throw new IllegalArgumentException("there are several of the name " + name + "; -p says which: " + String.join(", ", having));
        };
    }

    private String missing(Kind kind, String name, List<PoolSummary> pools) {
        String names = pools.stream().map(PoolSummary::name).collect(Collectors.joining(", "));
        String where = pools.isEmpty() ? "" : (pools.size() == 1 ? " in pool " : " in the pools ") + names;
        String others = kinds(name, pools);
        return "there is no " + kind.title() + " " + name + where + (others.isEmpty() ? "" : ", where that is the name of " + others)
                + "; " + kind.otherwise();
    }

    /// What has a name in some pools, as it is called, with articles.
    String kinds(String name, List<PoolSummary> pools) {
        return entries(pools, name).stream().map(entry -> Kind.one(entry.kind())).distinct().collect(Collectors.joining(", "));
    }

    /// What has a name, as a variable or in a pool; the first that is found.
    Optional<Kind> kind(String name) {
        return variables().filter(variable -> variable.name().equals(name))
                .flatMap(variable -> Stream.of(Kind.values()).filter(kind -> kind.isTypeOf(variable))).findFirst().or(() -> kind(pools(null), name));
    }

    /// What has a name in a pool.
    ///
    /// @throws IllegalArgumentException if there is no such pool
    Optional<Kind> kindIn(String pool, String name) {
        return kind(pools(pool), name);
    }

    private Optional<Kind> kind(List<PoolSummary> pools, String name) {
        return entries(pools, name).stream().findFirst().flatMap(entry -> Kind.of(entry.kind()));
    }

    /// The names of some kinds that a line may have: in pools, and of variables.
    List<String> names(Kind... kinds) {
        List<String> names = new ArrayList<>();
        forEachView(pools(null), view -> view.names().list().stream().filter(entry -> Stream.of(kinds).anyMatch(kind -> kind.is(entry)))
                .forEach(entry -> names.add(entry.name())));
        variables().filter(variable -> Stream.of(kinds).anyMatch(kind -> kind.isTypeOf(variable))).map(VarSnippet::name).forEach(names::add);
        return names;
    }

    /// Java that gives the session its pool of this name: the variable of that name, if it is one of a pool.
    String poolExpression(String name) {
        return variable(name).filter(variable -> variable.typeName().equals("Pool")).map(VarSnippet::name)
                .orElse("Pool.attach(\"" + name + "\")");
    }

    /// A variable of the session that has a value.
    Optional<VarSnippet> variable(String name) {
        return variables().filter(variable -> variable.name().equals(name) && !isNull(variable)).findFirst();
    }

    /// Drops a variable that has no value.
    void forgetNull(String name) {
        variables().filter(variable -> variable.name().equals(name) && isNull(variable)).toList().forEach(console.session()::drop);
    }

    private boolean isNull(VarSnippet variable) {
        JShell shell = console.session().shell();
        return shell.status(variable) != Snippet.Status.VALID || shell.varValue(variable).equals("null");
    }

    private Stream<VarSnippet> variables() {
        return console.snippets().stream().filter(VarSnippet.class::isInstance).map(VarSnippet.class::cast).filter(this::isActive);
    }

    private boolean isActive(Snippet snippet) {
        return console.session().shell().status(snippet).isActive();
    }
}
