package rockpool.shell.feedback;

import jdk.jshell.ImportSnippet;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/// Names definitions as a reader would: `method twice(int)`, `record Job`, `variable lab`.
final class Definitions {

    private Definitions() { }

    static String describe(Snippet snippet) {
        return switch (snippet) {
            case MethodSnippet method -> "method " + method.name() + "(" + method.parameterTypes() + ")";
            case VarSnippet variable -> "variable " + variable.name();
            case TypeDeclSnippet type -> kind(type) + " " + type.name();
            case ImportSnippet one -> "import " + one.fullname();
            default -> "snippet " + snippet.id();
        };
    }

    private static String kind(TypeDeclSnippet type) {
        return switch (type.subKind()) {
            case INTERFACE_SUBKIND -> "interface";
            case ENUM_SUBKIND -> "enum";
            case RECORD_SUBKIND -> "record";
            case ANNOTATION_TYPE_SUBKIND -> "annotation interface";
            default -> "class";
        };
    }

    static String use(Snippet snippet) {
        return switch (snippet) {
            case MethodSnippet _ -> "it cannot be invoked";
            case VarSnippet _ -> "it cannot be used";
            case TypeDeclSnippet type when type.subKind() == Snippet.SubKind.INTERFACE_SUBKIND -> "its methods cannot be invoked";
            case TypeDeclSnippet _ -> "it cannot be instantiated or its methods invoked";
            default -> "it cannot be used";
        };
    }
}
