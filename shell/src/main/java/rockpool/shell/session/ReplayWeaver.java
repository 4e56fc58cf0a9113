package rockpool.shell.session;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rockpool.shell.replay.Replays;

/// Makes the classes of a replay find what they would create: a call of the engine for which [Replays] has a stand-in becomes one of that.
///
/// Calls that are written in snippets are changed, and method references, which are arguments of the instruction that makes a lambda: one
/// of a method that makes something with a name becomes one of a method of the class's own that has the changed call.
final class ReplayWeaver {

    private static final String ENGINE = "Lrockpool/engine/";
    private static final ClassDesc REPLAYS = Replays.class.describeConstable().orElseThrow();
    private static final DirectMethodHandleDesc CREATING = ConstantDescs.ofCallsiteBootstrap(REPLAYS, "creating",
            CallSite.class.describeConstable().orElseThrow(), ConstantDescs.CD_MethodHandle);
    private static final Set<String> STAND_INS = Stream.of(Replays.class.getMethods())
            .filter(method -> Modifier.isStatic(method.getModifiers())).map(ReplayWeaver::signature).collect(Collectors.toUnmodifiableSet());

    private final ClassDesc woven;
    private final List<DirectMethodHandleDesc> references = new ArrayList<>();

    private ReplayWeaver(ClassDesc woven) {
        this.woven = woven;
    }

    private static String signature(Method method) {
        return method.getName() + MethodType.methodType(method.getReturnType(), method.getParameterTypes()).toMethodDescriptorString();
    }

    static byte[] weave(byte[] classFile) {
        ClassFile format = ClassFile.of();
        var model = format.parse(classFile);
        ReplayWeaver weaver = new ReplayWeaver(model.thisClass().asSymbol());
        ClassTransform calls = ClassTransform.transformingMethodBodies(weaver::accept);
        return format.transformClass(model, calls.andThen(ClassTransform.endHandler(weaver::addReferences)));
    }

    private void accept(CodeBuilder code, CodeElement element) {
        switch (element) {
            case InvokeInstruction call when makesNamed(call) -> code.invokedynamic(creating(MethodHandleDesc.ofMethod(
                    DirectMethodHandleDesc.Kind.STATIC, call.owner().asSymbol(), call.name().stringValue(), call.typeSymbol())));
            case InvokeInstruction call when isStoodInFor(call.owner().asSymbol(), call.name().stringValue(), standIn(call)) ->
                code.invokestatic(REPLAYS, call.name().stringValue(), standIn(call));
            case InvokeDynamicInstruction lambda -> code.invokedynamic(DynamicCallSiteDesc.of(lambda.bootstrapMethod(),
                    lambda.name().stringValue(), lambda.typeSymbol(),
                    lambda.bootstrapArgs().stream().map(this::argument).toArray(ConstantDesc[]::new)));
            default -> code.with(element);
        }
    }

    // What makes something with a name

    private static boolean makesNamed(InvokeInstruction call) {
        return call.opcode() == Opcode.INVOKESTATIC && makesNamed(call.owner().asSymbol(), call.typeSymbol());
    }

    private static boolean makesNamed(ClassDesc owner, MethodTypeDesc type) {
        if (!owner.descriptorString().startsWith(ENGINE) || !type.returnType().equals(owner)) {
            return false;
        }
        try {
            MethodHandles.Lookup here = MethodHandles.lookup();
            return Replays.makesNamed(owner.resolveConstantDesc(here), type.resolveConstantDesc(here));
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private static DynamicCallSiteDesc creating(DirectMethodHandleDesc making) {
        return DynamicCallSiteDesc.of(CREATING, making.methodName(), making.invocationType(), making);
    }

    private static String nameOf(int reference) {
        return "replay$" + reference;
    }

    private void addReferences(ClassBuilder type) {
        for (int i = 0; i < references.size(); i++) {
            DirectMethodHandleDesc making = references.get(i);
            int flags = AccessFlag.PRIVATE.mask() | AccessFlag.STATIC.mask() | AccessFlag.SYNTHETIC.mask();
            type.withMethodBody(nameOf(i), making.invocationType(), flags, code -> {
                for (int slot = 0, p = 0; p < making.invocationType().parameterCount(); p++) {
                    TypeKind kind = TypeKind.from(making.invocationType().parameterType(p));
                    code.loadLocal(kind, slot);
                    slot += kind.slotSize();
                }
                code.invokedynamic(creating(making)).areturn();
            });
        }
    }

    // Other stand-ins

    /// The type of the stand-in for a call, which has the object that the method is called on as its first parameter.
    private static MethodTypeDesc standIn(InvokeInstruction call) {
        return call.opcode() == Opcode.INVOKESTATIC ? call.typeSymbol()
                : call.typeSymbol().insertParameterTypes(0, call.owner().asSymbol());
    }

    private ConstantDesc argument(ConstantDesc argument) {
        if (!(argument instanceof DirectMethodHandleDesc handle) || handle.kind() == DirectMethodHandleDesc.Kind.CONSTRUCTOR) {
            return argument;
        }
        if (handle.kind() == DirectMethodHandleDesc.Kind.STATIC && makesNamed(handle.owner(), handle.invocationType())) {
            references.add(handle);
            return MethodHandleDesc.ofMethod(DirectMethodHandleDesc.Kind.STATIC, woven, nameOf(references.size() - 1),
                    handle.invocationType());
        }
        if (isStoodInFor(handle.owner(), handle.methodName(), handle.invocationType())) {
            return MethodHandleDesc.ofMethod(DirectMethodHandleDesc.Kind.STATIC, REPLAYS, handle.methodName(), handle.invocationType());
        }
        return argument;
    }

    private static boolean isStoodInFor(ClassDesc owner, String name, MethodTypeDesc standIn) {
        return owner.descriptorString().startsWith(ENGINE) && STAND_INS.contains(name + standIn.descriptorString());
    }
}
