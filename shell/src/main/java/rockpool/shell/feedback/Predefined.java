package rockpool.shell.feedback;

import java.util.List;
import java.util.function.Supplier;

/// The modes that are always there: verbose, normal, concise and silent. They say what jshell's modes of these names say.
///
/// Each line of a table is a field, a colon, the selectors if there are any, a colon, and the format. Of several that fit the last counts.
final class Predefined {

    private static final String WORDS = """
            action:added-primary:created
            action:modified-primary:modified
            action:replaced-primary:replaced
            action:overwrote-primary:overwrote
            action:dropped-primary:dropped
            action:added-update:  update created
            action:modified-update:  update modified
            action:replaced-update:  update replaced
            action:overwrote-update:  update overwrote
            action:dropped-update:  update dropped
            errorline::{post}{pre}    {err}
            resolve:defined,notdefined-added,modified,replaced,used:{until}{unrerr}
            result:added,modified,replaced-ok-primary:{name} ==> {value}{post}
            typeKind:class:class
            typeKind:interface:interface
            typeKind:enum:enum
            typeKind:annotation:annotation interface
            typeKind:record:record
            unrerr:unresolved1-error0:{unresolved} is declared
            unrerr:unresolved2-error0:{unresolved} are declared
            unrerr:unresolved0-error1: this error is corrected: {errors}
            unrerr:unresolved1-error1:{unresolved} is declared and this error is corrected: {errors}
            unrerr:unresolved2-error1:{unresolved} are declared and this error is corrected: {errors}
            unrerr:unresolved0-error2: these errors are corrected: {errors}
            unrerr:unresolved1-error2:{unresolved} is declared and these errors are corrected: {errors}
            unrerr:unresolved2-error2:{unresolved} are declared and these errors are corrected: {errors}
            until:defined-class,record-primary:, however, it cannot be instantiated or its methods invoked until
            until:defined-interface-primary:, however, its methods cannot be invoked until
            until:defined-enum,annotation-primary:, however, it cannot be used until
            until:defined-method-primary:, however, it cannot be invoked until
            until:notdefined-primary:, however, it cannot be referenced until
            until:defined-class,record-update: which cannot be instantiated or its methods invoked until
            until:defined-interface-update: whose methods cannot be invoked until
            until:defined-method-update: which cannot be invoked until
            until:notdefined-update: which cannot be referenced until
            """;

    private static final String DISPLAY = """
            display:expression-added,modified,replaced-primary:{result}{pre}created scratch variable {name} : {type}{post}
            display:varvalue-added,modified,replaced-primary:{result}{pre}value of {name} : {type}{post}
            display:assignment-primary:{result}{pre}assigned to {name} : {type}{post}
            display:varinit,vardecl:{result}{pre}{action} variable {name} : {type}{resolve}{post}
            display:vardecl,varinit-notdefined:{pre}{action} variable {name}{resolve}{post}
            display:dropped-vardecl,varinit,expression:{pre}{action} variable {name}{post}
            display:class,interface,enum,annotation,record:{pre}{action} {typeKind} {name}{resolve}{post}
            display:method:{pre}{action} method {name}({type}){resolve}{post}
            display:used-class,interface,enum,annotation,record:{pre}attempted to use {typeKind} {name}{resolve}{post}
            display:used-method:{pre}attempted to call method {name}({type}){resolve}{post}
            """;

    private static final String NO_UPDATES = "display:added,modified,replaced,overwrote,dropped-update:\n";

    private static final String RESET = "display:replaced-vardecl,varinit-ok-update:{pre}{action} variable {name}, reset to null{post}\n";

    private static final String RESULTS = """
            display:replaced-vardecl,varinit-notdefined:{pre}{action} variable {name}{resolve}{post}
            display:added,modified,replaced-expression,varvalue,assignment,varinit,vardecl-ok-primary:{result}
            """;

    private static final String NO_DEFINITIONS =
            "display:class,interface,enum,annotation,record,method,assignment,varinit,vardecl-ok:\n";

    private static final String LENGTHS = Mode.TRUNCATION + "::80\n" + Mode.TRUNCATION + ":expression,varvalue:1000\n";

    private static final String PROMPT = "rockpool> ";
    private static final String CONTINUATION = "    ...> ";

    /// The mode of a console that was not told otherwise.
    static final Mode NORMAL = mode("normal", true, PROMPT, CONTINUATION, WORDS + DISPLAY + NO_UPDATES + RESET + RESULTS + LENGTHS);

    private Predefined() { }

    static List<Mode> modes() {
        return List.of(
                mode("verbose", true, PROMPT, CONTINUATION, WORDS + DISPLAY + RESET + LENGTHS),
                NORMAL,
                mode("concise", false, PROMPT, CONTINUATION, WORDS + DISPLAY + NO_UPDATES + RESULTS + NO_DEFINITIONS + LENGTHS),
                mode("silent", false, "-> ", ">> ", LENGTHS));
    }

    private static Mode mode(String name, boolean chatty, String prompt, String continuation, String table) {
        return Mode.predefined(name, chatty, prompt, continuation, new Parsed(table));
    }

    /// The formats of a table, parsed when they are first needed.
    private static final class Parsed implements Supplier<Formats> {

        private final String table;
        private Formats formats;

        Parsed(String table) {
            this.table = table;
        }

        @Override
        public synchronized Formats get() {
            if (formats == null) {
                formats = Formats.BARE;
                for (String line : table.split("\n")) {
                    String[] parts = line.split(":", 3);
                    formats = formats.with(parts[0], parts[2], Selector.parse(parts[1]));
                }
            }
            return formats;
        }
    }
}
