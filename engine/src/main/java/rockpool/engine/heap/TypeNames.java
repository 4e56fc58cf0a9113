package rockpool.engine.heap;

import java.util.regex.Pattern;

/// Source names of classes: what a person who reads the program calls them, the same in every process.
///
/// A class of a snippet lies in a wrapper whose number changes when the snippet is evaluated again; its source name leaves the wrapper
/// out: `REPL.$JShell$12B$Account` is `Account`. A member class is `pack.Outer.Inner`; a local one keeps the compiler's number.
final class TypeNames {

    private static final Pattern WRAPPER = Pattern.compile("^REPL\\.\\$JShell\\$\\w+\\$\\d*");

    private static final Pattern MEMBER = Pattern.compile("(?<=\\w)\\$(?=[A-Za-z_])");

    private TypeNames() {}

    static String of(Class<?> type) {
        if (type.isArray()) {
            return of(type.getComponentType()) + "[]";
        }
        var wrapper = WRAPPER.matcher(type.getName());
        if (wrapper.find()) {
            return type.getName().substring(wrapper.end()).replace('$', '.');
        }
        // Not the canonical name: the class around a member may be missing here.
        return MEMBER.matcher(type.getName()).replaceAll(".");
    }

    /// The last part of a source name: what the `toString` of a record begins with.
    static String simple(String name) {
        int from = name.lastIndexOf('.') + 1;
        int dollar = name.lastIndexOf('$') + 1;
        from = Math.max(from, dollar);
        while (from < name.length() - 1 && Character.isDigit(name.charAt(from))) {
            from++;
        }
        return name.substring(from);
    }

    static String simple(Class<?> type) {
        return simple(of(type));
    }
}
