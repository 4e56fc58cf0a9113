package rockpool.engine.heap;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;

/// A class of records that are used as keys: how their components are reached.
final class KeyClass {

    private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);

    private static final ClassValue<KeyClass> ALL = new ClassValue<>() {
        @Override
        protected KeyClass computeValue(Class<?> type) {
            return new KeyClass(type);
        }
    };

    private final long hash;
    private final MethodHandle[] getters;

    private KeyClass(Class<?> type) {
        requireGeneratedEquals(type);
        RecordComponent[] components = type.getRecordComponents();
        this.hash = TypeNames.of(type).hashCode();
        this.getters = new MethodHandle[components.length];
        Lookup lookup = RecordCopierFactory.lookup(type);
        for (int i = 0; i < getters.length; i++) {
            getters[i] = getter(lookup, components[i]);
        }
    }

    private static MethodHandle getter(Lookup lookup, RecordComponent component) {
        try {
            return lookup.unreflect(component.getAccessor()).asType(GETTER);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("record=" + component.getDeclaringRecord().getName() + ": cannot be read", e);
        }
    }

    /// @throws IllegalArgumentException if the class has an `equals` of its own
    static KeyClass of(RecordShape shape) {
        return ALL.get(shape.type);
    }

    private static void requireGeneratedEquals(Class<?> type) {
        if (!isEqualsGenerated(type)) {
            throw new IllegalArgumentException("key of class " + TypeNames.of(type)
                + ": its class has an equals of its own; keys are equal if their components are, so leave the record's equals to the compiler");
        }
    }

    /// The compiler's is final, which a record's own need not be; where the class file can be had, it is looked at.
    private static boolean isEqualsGenerated(Class<?> type) {
        try {
            return Modifier.isFinal(type.getDeclaredMethod("equals", Object.class).getModifiers()) && !isWritten(type);
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private static boolean isWritten(Class<?> type) {
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream in = type.getResourceAsStream(file)) {
            return in != null && ClassFile.of().parse(in.readAllBytes()).methods().stream()
                .filter(method -> method.methodName().equalsString("equals") && method.methodType().equalsString("(Ljava/lang/Object;)Z"))
                .noneMatch(KeyClass::isGenerated);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isGenerated(MethodModel method) {
        return method.code().stream().flatMap(CodeModel::elementStream).anyMatch(element -> element instanceof InvokeDynamicInstruction call
            && call.invokedynamic().bootstrap().bootstrapMethod().reference().owner().asInternalName().equals("java/lang/runtime/ObjectMethods"));
    }

    /// A number that stands for the class.
    long hash() {
        return hash;
    }

    int components() {
        return getters.length;
    }

    Object component(Object value, int index) {
        try {
            return (Object) getters[index].invokeExact(value);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(value.getClass().getName() + ": cannot be read", e);
        }
    }
}
