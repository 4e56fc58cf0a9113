package rockpool.engine.process;

import java.lang.invoke.SerializedLambda;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/// Names the step from an object to one that it holds, for messages.
final class Paths {

    private Paths() {}

    static String step(Object owner, Object held) {
        return switch (owner) {
            case Object[] array -> "[" + indexOf(Arrays.asList(array), held) + "]";
            case Collection<?> collection -> "[" + indexOf(collection, held) + "]";
            case Map<?, ?> map -> entry(map, held);
            default -> Lambdas.isLambda(owner.getClass()) ? captured(owner, held) : member(owner, held);
        };
    }

    private static String indexOf(Collection<?> collection, Object held) {
        int index = 0;
        for (Object element : collection) {
            if (element == held) {
                return Integer.toString(index);
            }
            index++;
        }
        return "?";
    }

    private static String entry(Map<?, ?> map, Object held) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (entry.getValue() == held) {
                return "[" + (entry.getKey() instanceof String || entry.getKey() instanceof Number ? entry.getKey() : "value") + "]";
            }
        }
        return "[key]";
    }

    private static String captured(Object lambda, Object held) {
        SerializedLambda parts = Lambdas.parts(lambda);
        for (int i = 0; parts != null && i < parts.getCapturedArgCount(); i++) {
            if (parts.getCapturedArg(i) == held) {
                return ", captured variable " + CapturedNames.of(parts, i, lambda.getClass().getClassLoader());
            }
        }
        return ", a captured variable";
    }

    private static String member(Object owner, Object held) {
        for (Shape.Member member : Shape.of(owner.getClass()).members()) {
            try {
                if (member.get(owner) == held) {
                    return "." + member.name();
                }
            } catch (ReflectiveOperationException e) {
                return ".?";
            }
        }
        return " (" + owner.getClass().getName() + ")";
    }
}
