package rockpool.documents;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Finds members of the engine by the names that documents use.
final class Members {

    private static final String ENGINE = "rockpool.engine.";

    private Members() {}

    /// Whether a program can use a member.
    ///
    /// @param name `package.Class`, `package.Class#CONSTANT`, or `package.Class#method(Type, Type)` with the types' simple names
    static boolean exists(String name) {
        int hash = name.indexOf('#');
        Class<?> type = find(hash < 0 ? name : name.substring(0, hash));
        if (type == null || !Modifier.isPublic(type.getModifiers()) || hash < 0) {
            return type != null && Modifier.isPublic(type.getModifiers());
        }
        String member = name.substring(hash + 1);
        return member.endsWith(")") ? Arrays.stream(type.getMethods()).anyMatch(method -> signature(method).equals(member))
                : Arrays.stream(type.getFields()).anyMatch(field -> field.getName().equals(member));
    }

    private static String signature(Method method) {
        return Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName)
                .collect(Collectors.joining(", ", method.getName() + "(", ")"));
    }

    private static Class<?> find(String name) {
        try {
            return Class.forName(ENGINE + name, false, Members.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
