package rockpool.engine.process;

import java.lang.invoke.SerializedLambda;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which static fields of the prompt's classes a body can read, and which classes it needs.
///
/// A static method is reached if a reached method mentions it; all other methods of a class are as soon as a reached method, or an object
/// of the graph, mentions the class; a static field is if a reached method reads it. So a snippet that only computed a variable's first
/// value (its `do_it$` method, which nobody calls) adds nothing. Reflection is not seen.
///
/// One for each snapshot. The classes themselves are needed further: whatever the bytes of one mention, since linking it may ask for it.
final class Reach {

    /// A variable: a static field and the class that declares it.
    record Variable(String owner, String name) {

        /// As the user knows it: a variable of the prompt by its name, a class's static field with the class's name.
        String title() {
            String simple = owner.substring(owner.lastIndexOf('$') + 1);
            return simple.isEmpty() || Character.isDigit(simple.charAt(0)) ? "'" + name + "'" : "'" + simple + "." + name + "'";
        }
    }

    private final ClassAnalyses analyses;
    private final Set<String> classes = new LinkedHashSet<>();
    private final Map<String, Set<String>> staticMethods = new HashMap<>();
    private final Set<Variable> variables = new LinkedHashSet<>();
    private final List<Variable> fresh = new ArrayList<>();
    private final ArrayDeque<ClassAnalysis.Method> todo = new ArrayDeque<>();

    Reach(ClassAnalyses analyses) {
        this.analyses = analyses;
    }

    /// The graph contains an object or mention of this class.
    void mention(String className) {
        addClass(className);
        follow();
    }

    /// The graph contains this lambda.
    void lambda(SerializedLambda parts) {
        addClass(parts.getCapturingClass().replace('/', '.'));
        call(new ClassAnalysis.Member(parts.getImplClass().replace('/', '.'), parts.getImplMethodName() + parts.getImplMethodSignature()));
        follow();
    }

    /// The variables that were reached since this was last asked.
    List<Variable> newVariables() {
        List<Variable> found = List.copyOf(fresh);
        fresh.clear();
        return found;
    }

    /// All classes that have to be there.
    Set<String> linked() {
        Set<String> found = new LinkedHashSet<>();
        ArrayDeque<String> names = new ArrayDeque<>(classes);
        while (!names.isEmpty()) {
            String name = names.pop();
            ClassAnalysis analysis = found.contains(name) ? null : analyses.of(name);
            if (analysis != null) {
                found.add(name);
                names.addAll(analysis.linked());
            }
        }
        return found;
    }

    ShippedClass shipped(String className) {
        return new ShippedClass(analyses.loader().bytesOf(className), analyses.of(className).isData());
    }

    private void follow() {
        while (!todo.isEmpty()) {
            ClassAnalysis.Method method = todo.pop();
            method.classes().forEach(this::addClass);
            method.called().forEach(this::call);
            method.staticFields().forEach(this::read);
        }
    }

    private void addClass(String name) {
        ClassAnalysis analysis = classes.contains(name) ? null : analyses.of(name);
        if (analysis != null) {
            classes.add(name);
            analysis.above().forEach(this::addClass);
            analysis.methods().forEach((key, method) -> {
                if (!method.isStatic() || key.startsWith("<clinit>")) {
                    todo.push(method);
                }
            });
        }
    }

    private void call(ClassAnalysis.Member called) {
        addClass(called.owner());
        for (ClassAnalysis owner : withAbove(called.owner())) {
            ClassAnalysis.Method method = owner.methods().get(called.name());
            if (method != null) {
                if (method.isStatic() && staticMethods.computeIfAbsent(owner.name(), _ -> new HashSet<>()).add(called.name())) {
                    todo.push(method);
                }
                return;
            }
        }
    }

    private void read(ClassAnalysis.Member field) {
        for (ClassAnalysis owner : withAbove(field.owner())) {
            if (owner.statics().contains(field.name())) {
                Variable variable = new Variable(owner.name(), field.name());
                if (variables.add(variable)) {
                    fresh.add(variable);
                }
                return;
            }
        }
    }

    private List<ClassAnalysis> withAbove(String name) {
        List<ClassAnalysis> found = new ArrayList<>();
        ArrayDeque<String> names = new ArrayDeque<>(List.of(name));
        while (!names.isEmpty()) {
            ClassAnalysis analysis = analyses.of(names.poll());
            if (analysis != null) {
                found.add(analysis);
                names.addAll(analysis.above());
            }
        }
        return found;
    }
}
