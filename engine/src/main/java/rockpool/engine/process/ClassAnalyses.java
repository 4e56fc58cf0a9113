package rockpool.engine.process;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The analyses of one loader's classes, each made once.
final class ClassAnalyses {

    private final ShippingClassLoader loader;
    private final Map<String, ClassAnalysis> made = new ConcurrentHashMap<>();

    ClassAnalyses(ShippingClassLoader loader) {
        this.loader = loader;
    }

    ShippingClassLoader loader() {
        return loader;
    }

    /// @return null if it is none of the loader's classes
    ClassAnalysis of(String className) {
        ClassAnalysis known = made.get(className);
        if (known != null) {
            return known;
        }
        byte[] bytes = loader.bytesOf(className);
        if (bytes == null) {
            // Not remembered: the prompt may define it later.
            return null;
        }
        ClassAnalysis analysis = ClassAnalysis.of(bytes);
        made.put(className, analysis);
        return analysis;
    }
}
