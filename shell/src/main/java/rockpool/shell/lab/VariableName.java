package rockpool.shell.lab;

import java.util.Set;
import javax.lang.model.SourceVersion;

/// Names that are to become variables.
final class VariableName {

    private static final int LONGEST = 63;
    private static final Set<String> SPECIAL = Set.of("_", "var", "record", "yield", "sealed", "permits");

    private VariableName() { }

    /// @throws IllegalArgumentException if no variable of the session can have the name
    static String require(String name) {
        if (!SourceVersion.isIdentifier(name) || SourceVersion.isKeyword(name) || SPECIAL.contains(name) || name.length() > LONGEST) {
            throw new IllegalArgumentException("name=" + name + " cannot be the name of a variable: letters, digits and _ are allowed, at"
                    + " most " + LONGEST + ", no word of Java's own");
        }
        return name;
    }
}
