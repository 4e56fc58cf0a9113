package rockpool.shell.session;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rockpool.shell.replay.Replays;

/// Makes the classes of a replay find what they would create: a call of the engine for which [Replays] has a stand-in becomes one of that.
///
/// Only calls that are written in snippets are changed, not method references.
final class ReplayWeaver {

    private static final ClassDesc REPLAYS = Replays.class.describeConstable().orElseThrow();
    private static final String ENGINE = "rockpool/engine/";
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
        if (element instanceof InvokeInstruction call && call.owner().asInternalName().startsWith(ENGINE)) {
            MethodTypeDesc type = call.opcode() == Opcode.INVOKESTATIC ? call.typeSymbol()
                    : call.typeSymbol().insertParameterTypes(0, call.owner().asSymbol());
            if (STAND_INS.contains(call.name().stringValue() + type.descriptorString())) {
                code.invokestatic(REPLAYS, call.name().stringValue(), type);
                return;
            }
        }
        code.with(element);
    }
}
