package rockpool.engine.process;

import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Takes what a process begins with: a body with all that it captured, the variables of the prompt that it can reach, as they are now, and
/// perhaps its argument; one graph, so that what is the same object here is the same object there.
///
/// It reads the variables while others may change them: a collection that changes under its eyes is read again, a few times.
final class Snapshot {

    private static final int ATTEMPTS = 20;

    private final String what;
    private final Encoder encoder = new Encoder();
    private final Map<ShippingClassLoader, Reach> reaches = new LinkedHashMap<>();
    private final List<Reach.Variable> variables = new ArrayList<>();
    private int classesSeen;
    private int lambdasSeen;

    private Snapshot(String what) {
        this.what = what;
    }

    /// Body, argument and variables.
    static Packed complete(String name, Body<?, ?> body, Object argument) {
        return steadily(() -> {
            Snapshot snapshot = new Snapshot("definition " + name);
            snapshot.encoder.root(snapshot.what, body);
            snapshot.encoder.root(snapshot.what + ", argument", argument);
            return snapshot.withVariables();
        });
    }

    /// Body and variables, also those that classes of an argument reach which comes from elsewhere.
    static Packed body(String name, Body<?, ?> body, List<String> argumentClasses) {
        return steadily(() -> {
            Snapshot snapshot = new Snapshot("definition " + name);
            snapshot.encoder.root(snapshot.what, body);
            if (body.getClass().getClassLoader() instanceof ShippingClassLoader loader) {
                argumentClasses.forEach(snapshot.reach(loader)::mention);
            }
            return snapshot.withVariables();
        });
    }

    /// An argument for a body that is elsewhere.
    static Packed argument(Object argument) {
        return value("argument", argument);
    }

    static Packed result(Object result) {
        return value("result", result);
    }

    private static Packed value(String name, Object value) {
        return steadily(() -> {
            Snapshot snapshot = new Snapshot(name);
            snapshot.encoder.root(name, value);
            return snapshot.finish();
        });
    }

    private static Packed steadily(Supplier<Packed> attempt) {
        for (int i = 1; ; i++) {
            try {
                return attempt.get();
            } catch (ConcurrentModificationException e) {
                if (i == ATTEMPTS) {
                    throw new NotCopyableException("a collection was changed by another thread each time that it was copied", e);
                }
            }
        }
    }

    private Packed withVariables() {
        int before;
        do {
            before = variables.size();
            noteMentions();
            // The list of loaders may grow while variables are read.
            for (Map.Entry<ShippingClassLoader, Reach> entry : List.copyOf(reaches.entrySet())) {
                entry.getValue().newVariables().forEach(variable -> addVariable(entry.getKey(), variable));
            }
        } while (variables.size() > before);
        return finish();
    }

    private void noteMentions() {
        List<Class<?>> classes = encoder.shipped();
        for (; classesSeen < classes.size(); classesSeen++) {
            Class<?> type = classes.get(classesSeen);
            reach((ShippingClassLoader) type.getClassLoader()).mention(type.getName());
        }
        List<SerializedLambda> lambdas = encoder.lambdas();
        for (; lambdasSeen < lambdas.size(); lambdasSeen++) {
            SerializedLambda lambda = lambdas.get(lambdasSeen);
            Class<?> capturing = encoder.shipped(lambda.getCapturingClass().replace('/', '.'));
            if (capturing != null) {
                reach((ShippingClassLoader) capturing.getClassLoader()).lambda(lambda);
            }
        }
    }

    private Reach reach(ShippingClassLoader loader) {
        return reaches.computeIfAbsent(loader, known -> new Reach(known.analyses()));
    }

    private void addVariable(ShippingClassLoader loader, Reach.Variable variable) {
        Field field = settable(loader, variable);
        if (field != null) {
            encoder.root(what + ", variable " + variable.title(), read(field));
            variables.add(variable);
        }
    }

    /// @return null if it always has the same value: the compiler's own fields, and constants of interfaces and enums
    private static Field settable(ShippingClassLoader loader, Reach.Variable variable) {
        try {
            Field field = Class.forName(variable.owner(), false, loader).getDeclaredField(variable.name());
            if (field.isSynthetic() || Modifier.isFinal(field.getModifiers())) {
                return null;
            }
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new NotCopyableException("variable " + variable.title() + " cannot be read: " + e, e);
        }
    }

    private static Object read(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException | LinkageError e) {
            throw new NotCopyableException("variable " + field.getName() + " cannot be read: " + e, e);
        }
    }

    private Packed finish() {
        noteMentions();
        Map<String, ShippedClass> classes = new LinkedHashMap<>();
        reaches.forEach((loader, reach) -> addClasses(classes, loader, reach));
        byte[] parcel = Parcel.write(encoder.handles().keySet(), encoder.resources(), encoder.shipped().stream().map(Class::getName).toList(), classes, variables,
                encoder.finish());
        return new Packed(parcel, List.copyOf(encoder.handles().values()));
    }

    /// A task's loader has only what came with the task: all of it goes on.
    private static void addClasses(Map<String, ShippedClass> classes, ShippingClassLoader loader, Reach reach) {
        if (loader instanceof TaskClassLoader task) {
            task.all().forEach(classes::putIfAbsent);
        } else {
            reach.linked().forEach(name -> classes.putIfAbsent(name, reach.shipped(name)));
        }
    }
}
