package rockpool.engine.process;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.CallSite;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/// Takes lambdas apart and makes them again. Public for the code that [ShippingClassLoader#prepare] adds to classes; programs have no use
/// for it.
public final class Lambdas {

    private Lambdas() {}

    static boolean isLambda(Class<?> type) {
        return type.isHidden() && type.isSynthetic() && type.getName().contains("$$Lambda");
    }

    /// What a lambda was made of.
    ///
    /// @return null if it is not serializable
    static SerializedLambda parts(Object lambda) {
        if (!(lambda instanceof Serializable)) {
            return null;
        }
        try (Interceptor interceptor = new Interceptor()) {
            interceptor.writeObject(lambda);
            return interceptor.found;
        } catch (IOException e) {
            return null;
        }
    }

    /// Java serialization may call the lambda's private method that gives its parts; it is stopped as soon as it has them.
    private static final class Interceptor extends ObjectOutputStream {
        private SerializedLambda found;

        Interceptor() throws IOException {
            super(OutputStream.nullOutputStream());
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object object) {
            if (object instanceof SerializedLambda parts) {
                found = parts;
                return null;
            }
            return object;
        }
    }

    /// Makes a lambda from its parts.
    ///
    /// @param capturing the class whose code made the first one
    static Object make(SerializedLambda parts, Class<?> capturing) {
        try {
            Method method = capturing.getDeclaredMethod(ClassPreparation.DESERIALIZE, SerializedLambda.class);
            method.setAccessible(true);
            return method.invoke(null, parts);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("lambda " + parts.getImplMethodName() + " of " + capturing.getName() + " cannot be made here",
                    e.getCause());
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException("lambda " + parts.getImplMethodName() + " of " + capturing.getName()
                    + " cannot be made here; if the class is in a named module, its package must be open to rockpool.engine", e);
        }
    }

    /// Links a lambda from its parts, with the rights of the class that contains it.
    public static Object link(SerializedLambda parts, MethodHandles.Lookup lookup) throws Throwable {
        ClassLoader loader = lookup.lookupClass().getClassLoader();
        MethodHandle body = implementation(parts, lookup, loader);
        Class<?>[] captured = body.type().parameterList().subList(0, parts.getCapturedArgCount()).toArray(Class<?>[]::new);
        Object[] values = new Object[captured.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = parts.getCapturedArg(i);
        }
        Class<?> type = loaded(parts.getFunctionalInterfaceClass(), loader);
        CallSite site = LambdaMetafactory.altMetafactory(lookup, parts.getFunctionalInterfaceMethodName(),
                MethodType.methodType(type, captured),
                MethodType.fromMethodDescriptorString(parts.getFunctionalInterfaceMethodSignature(), loader), body,
                MethodType.fromMethodDescriptorString(parts.getInstantiatedMethodType(), loader), LambdaMetafactory.FLAG_SERIALIZABLE);
        return site.getTarget().invokeWithArguments(values);
    }

    private static MethodHandle implementation(SerializedLambda parts, MethodHandles.Lookup lookup, ClassLoader loader)
            throws ReflectiveOperationException {
        Class<?> owner = loaded(parts.getImplClass(), loader);
        String name = parts.getImplMethodName();
        MethodType type = MethodType.fromMethodDescriptorString(parts.getImplMethodSignature(), loader);
        return switch (parts.getImplMethodKind()) {
            case MethodHandleInfo.REF_invokeStatic -> lookup.findStatic(owner, name, type);
            case MethodHandleInfo.REF_newInvokeSpecial -> lookup.findConstructor(owner, type.changeReturnType(void.class));
            case MethodHandleInfo.REF_invokeSpecial -> lookup.findSpecial(owner, name, type, lookup.lookupClass());
            default -> lookup.findVirtual(owner, name, type);
        };
    }

    private static Class<?> loaded(String internalName, ClassLoader loader) throws ClassNotFoundException {
        return Class.forName(internalName.replace('/', '.'), false, loader);
    }
}
