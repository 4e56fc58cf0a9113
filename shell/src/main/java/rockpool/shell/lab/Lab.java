package rockpool.shell.lab;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;
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
    void forEachView(String name, Consumer<PoolView> action) {
        for (PoolSummary summary : Pool.list()) {
            if (name == null || name.equals(summary.name()) || name.equals(summary.objectName())) {
                look(summary, action);
            }
        }
    }

    private void look(PoolSummary summary, Consumer<PoolView> action) {
        if (summary.trouble() != null) {
            console.output().error("pool " + summary.name() + ": " + summary.trouble());
            return;
        }
        try (PoolView view = Pool.view(summary.objectName())) {
            action.accept(view);
        } catch (PoolDamagedException e) {
            console.output().error("pool " + summary.name() + " is damaged: " + e.getMessage());
        } catch (NoSuchPoolException e) {
            // Its last user has just left it.
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
        boolean[] found = new boolean[1];
        forEachView(pool, view -> found[0] |= view.names().list().stream().anyMatch(entry -> entry.name().equals(name)));
        if (!found[0]) {
            throw new IllegalArgumentException("there is no " + what + " " + name + " in pool " + pool + "; " + otherwise);
        }
    }

    /// Java that gives the session its pool of this name: the variable of that name, if it is one of a pool.
    String poolExpression(String name) {
        return variable(name).filter(variable -> variable.typeName().equals("Pool")).map(VarSnippet::name)
                .orElse("Pool.attach(\"" + name + "\")");
    }

    /// A variable of the session.
    Optional<VarSnippet> variable(String name) {
        return console.snippets().stream()
                .filter(VarSnippet.class::isInstance).map(VarSnippet.class::cast)
                .filter(variable -> variable.name().equals(name) && isActive(variable))
                .findFirst();
    }

    private boolean isActive(Snippet snippet) {
        return console.session().shell().status(snippet).isActive();
    }
}
