package rockpool.shell.feedback;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

/// Finds out what is to be told of a snippet.
final class Telling {

    private final JShell shell;

    Telling(JShell shell) {
        this.shell = shell;
    }

    /// What an event did to its snippet.
    Told of(SnippetEvent event) {
        Trait when = event.causeSnippet() == null ? Trait.PRIMARY : Trait.UPDATE;
        return of(event.snippet(), event.status(), action(event), when, event.value(), "");
    }

    /// That a definition was used which still lacks something.
    ///
    /// @param indent before each line of a message
    Told used(DeclarationSnippet snippet, String indent) {
        return of(snippet, shell.status(snippet), Trait.USED, Trait.UPDATE, null, indent);
    }

    private Told of(Snippet snippet, Status status, Trait action, Trait when, String value, String indent) {
        boolean lacking = status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED;
        List<String> missing = lacking ? shell.unresolvedDependencies((DeclarationSnippet) snippet).toList() : List.of();
        List<String> errors = new ArrayList<>();
        List<Diag> diagnostics = shell.diagnostics(snippet).filter(Diag::isError).toList();
        diagnostics.forEach(one -> Diagnostics.lines(snippet.source(), one).forEach(line -> errors.add(indent + line)));
        Trait resolution = !lacking ? Trait.OK : status == Status.RECOVERABLE_DEFINED ? Trait.DEFINED : Trait.NOTDEFINED;
        Set<Trait> traits = Set.of(kind(snippet), action, when, resolution,
                Trait.unresolved(missing.size()), Trait.errors(diagnostics.size()));
        return new Told(traits, name(snippet), type(snippet), value, missing.isEmpty() ? "" : " " + enumerate(missing), errors);
    }

    private static Trait kind(Snippet snippet) {
        return switch (snippet.subKind()) {
            case CLASS_SUBKIND -> Trait.CLASS;
            case INTERFACE_SUBKIND -> Trait.INTERFACE;
            case ENUM_SUBKIND -> Trait.ENUM;
            case ANNOTATION_TYPE_SUBKIND -> Trait.ANNOTATION;
            case RECORD_SUBKIND -> Trait.RECORD;
            case METHOD_SUBKIND -> Trait.METHOD;
            case VAR_DECLARATION_SUBKIND -> Trait.VARDECL;
            case VAR_DECLARATION_WITH_INITIALIZER_SUBKIND -> Trait.VARINIT;
            case TEMP_VAR_EXPRESSION_SUBKIND -> Trait.EXPRESSION;
            case VAR_VALUE_SUBKIND -> Trait.VARVALUE;
            case ASSIGNMENT_SUBKIND -> Trait.ASSIGNMENT;
            default -> snippet.kind() == Snippet.Kind.IMPORT ? Trait.IMPORT : Trait.STATEMENT;
        };
    }

    private static Trait action(SnippetEvent event) {
        return switch (event.status()) {
            case OVERWRITTEN -> Trait.OVERWROTE;
            case VALID, RECOVERABLE_DEFINED, RECOVERABLE_NOT_DEFINED -> !event.previousStatus().isActive() ? Trait.ADDED
                    : event.isSignatureChange() ? Trait.REPLACED : Trait.MODIFIED;
            default -> Trait.DROPPED;
        };
    }

    // No switches over types here: the first use of each has the JVM make a class for it, which the first snippet would wait for.

    private static String name(Snippet snippet) {
        if (snippet instanceof DeclarationSnippet definition) {
            return definition.name();
        }
        if (snippet instanceof ExpressionSnippet expression) {
            return expression.name();
        }
        return snippet instanceof ImportSnippet one ? one.name() : "";
    }

    private static String type(Snippet snippet) {
        String type = "";
        if (snippet instanceof MethodSnippet method) {
            type = method.parameterTypes();
        } else if (snippet instanceof VarSnippet variable) {
            type = variable.typeName();
        } else if (snippet instanceof ExpressionSnippet expression) {
            type = expression.typeName();
        }
        return type == null ? "" : type;
    }

    /// `a`, `a, and b`, `a, b, and c`.
    private static String enumerate(List<String> names) {
        if (names.size() == 1) {
            return names.getFirst();
        }
        return String.join(", ", names.subList(0, names.size() - 1)) + ", and " + names.getLast();
    }
}
