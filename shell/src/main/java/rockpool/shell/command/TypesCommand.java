package rockpool.shell.command;

import jdk.jshell.Snippet;
import jdk.jshell.TypeDeclSnippet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rockpool.shell.console.Console;

@Command(name = "/types", description = "Shows classes, interfaces, records and enums.")
final class TypesCommand extends ConsoleCommand {

    @Mixin
    private Selection selection;

    TypesCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        for (Snippet snippet : selection.of(console, TypeDeclSnippet.class::isInstance)) {
            TypeDeclSnippet type = (TypeDeclSnippet) snippet;
            String kind = switch (type.subKind()) {
                case INTERFACE_SUBKIND -> "interface";
                case ENUM_SUBKIND -> "enum";
                case RECORD_SUBKIND -> "record";
                case ANNOTATION_TYPE_SUBKIND -> "@interface";
                default -> "class";
            };
            tell("  " + kind + " " + type.name() + missing(type));
        }
        return OK;
    }
}
