package rockpool.engine.process;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;

/// Finds out how a variable that a lambda captured is called in the source: it is a parameter of the method with the lambda's code, and
/// the compiler's debugging information has its name.
final class CapturedNames {

    private CapturedNames() {}

    /// @return the name in quotes, or which one it is if the class does not tell
    static String of(SerializedLambda parts, int index, ClassLoader loader) {
        String name = null;
        try {
            name = find(parts, index, loader);
        } catch (IOException | IllegalArgumentException e) {
            // The message does without.
            name = null;
        }
        return name == null ? (index + 1) + " of " + parts.getCapturedArgCount() : "'" + name + "'";
    }

    private static String find(SerializedLambda parts, int index, ClassLoader loader) throws IOException {
        boolean isStatic = parts.getImplMethodKind() == MethodHandleInfo.REF_invokeStatic;
        if (!isStatic && index == 0) {
            return "this";
        }
        byte[] bytes = bytes(parts.getImplClass(), loader);
        if (bytes == null) {
            return null;
        }
        for (MethodModel method : ClassFile.of().parse(bytes).methods()) {
            if (method.methodName().equalsString(parts.getImplMethodName())
                    && method.methodType().equalsString(parts.getImplMethodSignature())) {
                return variable(method, slot(method.methodTypeSymbol(), isStatic ? index : index - 1, isStatic ? 0 : 1));
            }
        }
        return null;
    }

    private static int slot(MethodTypeDesc type, int parameter, int first) {
        int slot = first;
        for (int i = 0; i < parameter; i++) {
            String descriptor = type.parameterType(i).descriptorString();
            slot += descriptor.equals("J") || descriptor.equals("D") ? 2 : 1;
        }
        return slot;
    }

    private static String variable(MethodModel method, int slot) {
        return method.findAttribute(Attributes.code())
                .flatMap(code -> code.findAttribute(Attributes.localVariableTable()))
                .flatMap(table -> table.localVariables().stream().filter(local -> local.slot() == slot && local.startPc() == 0).findFirst())
                .map(local -> local.name().stringValue())
                .orElse(null);
    }

    private static byte[] bytes(String internalName, ClassLoader loader) throws IOException {
        if (loader instanceof ShippingClassLoader shipping) {
            return shipping.bytesOf(internalName.replace('/', '.'));
        }
        ClassLoader from = loader == null ? ClassLoader.getSystemClassLoader() : loader;
        try (InputStream in = from.getResourceAsStream(internalName + ".class")) {
            return in == null ? null : in.readAllBytes();
        }
    }
}
