package rockpool.shell.session;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rockpool.shell.replay.Replays;

/// Makes the classes of a replay find what they would create: a call of the engine for which [Replays] has a stand-in becomes one of that.
///
/// Calls that are written in snippets are changed, and method references, which are arguments of the instruction that makes a lambda.
final class ReplayWeaver {

    private static final ClassDesc REPLAYS = Replays.class.describeConstable().orElseThrow();
    private static final String ENGINE = "Lrockpool/engine/";
    private static final Set<String> STAND_INS = Stream.of(Replays.class.getMethods())
            .filter(method -> Modifier.isStatic(method.getModifiers()))
            .map(ReplayWeaver::signature)
            .collect(Collectors.toUnmodifiableSet());

    private ReplayWeaver() { }

    private static String signature(Method method) {
        return method.getName() + java.lang.invoke.MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                .toMethodDescriptorString();
    }

    static byte[] weave(byte[] classFile) {
        ClassFile format = ClassFile.of();
        CodeTransform calls = ReplayWeaver::accept;
        return format.transformClass(format.parse(classFile), ClassTransform.transformingMethodBodies(calls));
    }

    private static void accept(CodeBuilder code, CodeElement element) {
        switch (element) {
            case InvokeInstruction call when isStoodInFor(call.owner().asSymbol(), call.name().stringValue(), standIn(call)) ->
                code.invokestatic(REPLAYS, call.name().stringValue(), standIn(call));
            case InvokeDynamicInstruction lambda -> code.invokedynamic(DynamicCallSiteDesc.of(lambda.bootstrapMethod(),
                    lambda.name().stringValue(), lambda.typeSymbol(),
                    lambda.bootstrapArgs().stream().map(ReplayWeaver::argument).toArray(ConstantDesc[]::new)));
            default -> code.with(element);
        }
    }

    /// The type of the stand-in for a call, which has the object that the method is called on as its first parameter.
    private static MethodTypeDesc standIn(InvokeInstruction call) {
        return call.opcode() == Opcode.INVOKESTATIC ? call.typeSymbol()
                : call.typeSymbol().insertParameterTypes(0, call.owner().asSymbol());
    }

    private static ConstantDesc argument(ConstantDesc argument) {
        if (argument instanceof DirectMethodHandleDesc handle && handle.kind() != DirectMethodHandleDesc.Kind.CONSTRUCTOR
                && isStoodInFor(handle.owner(), handle.methodName(), handle.invocationType())) {
            return MethodHandleDesc.ofMethod(DirectMethodHandleDesc.Kind.STATIC, REPLAYS, handle.methodName(), handle.invocationType());
        }
        return argument;
    }

    private static boolean isStoodInFor(ClassDesc owner, String name, MethodTypeDesc standIn) {
        return owner.descriptorString().startsWith(ENGINE) && STAND_INS.contains(name + standIn.descriptorString());
    }
}
