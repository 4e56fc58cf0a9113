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
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rockpool.shell.replay.Replays;

/// Makes the classes of a replay find what they would create: a call of the engine for which [Replays] has a stand-in becomes one of that.
///
/// Calls that are written in snippets are changed, and method references, which are arguments of the instruction that makes a lambda.
final class ReplayWeaver {

    private static final String ENGINE = "Lrockpool/engine/";
    private static final Map<String, ClassDesc> STAND_INS = Replays.standIns().stream().flatMap(type -> Stream.of(type.getMethods()))
            .filter(method -> Modifier.isStatic(method.getModifiers()))
            .collect(Collectors.toUnmodifiableMap(ReplayWeaver::signature, ReplayWeaver::owner));

    private ReplayWeaver() { }

    private static String signature(Method method) {
        return method.getName() + java.lang.invoke.MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                .toMethodDescriptorString();
    }

    private static ClassDesc owner(Method method) {
        return method.getDeclaringClass().describeConstable().orElseThrow();
    }

    static byte[] weave(byte[] classFile) {
        ClassFile format = ClassFile.of();
        CodeTransform calls = ReplayWeaver::accept;
        return format.transformClass(format.parse(classFile), ClassTransform.transformingMethodBodies(calls));
    }

    private static void accept(CodeBuilder code, CodeElement element) {
        switch (element) {
            case InvokeInstruction call when isStoodInFor(call.owner().asSymbol(), call.name().stringValue(), standIn(call)) ->
                code.invokestatic(owner(call.name().stringValue(), standIn(call)), call.name().stringValue(), standIn(call));
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
            return MethodHandleDesc.ofMethod(DirectMethodHandleDesc.Kind.STATIC, owner(handle.methodName(), handle.invocationType()),
                    handle.methodName(), handle.invocationType());
        }
        return argument;
    }

    private static boolean isStoodInFor(ClassDesc owner, String name, MethodTypeDesc standIn) {
        return owner.descriptorString().startsWith(ENGINE) && owner(name, standIn) != null;
    }

    /// The class of a stand-in, null if there is none.
    private static ClassDesc owner(String name, MethodTypeDesc standIn) {
        return STAND_INS.get(name + standIn.descriptorString());
    }
}
