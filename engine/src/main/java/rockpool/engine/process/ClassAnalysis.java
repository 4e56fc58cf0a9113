package rockpool.engine.process;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.constantpool.NameAndTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What one class uses: the classes that it needs in order to be linked, and, for each of its methods, what that method's code touches.
///
/// @param above the names of its superclass and interfaces
/// @param linked the names of all classes that its bytes mention
/// @param statics the names of its static fields
/// @param methods by name and descriptor
/// @param isData whether it is a record, an enum or a sealed type
record ClassAnalysis(String name, List<String> above, Set<String> linked, Set<String> statics, Map<String, Method> methods, boolean isData) {

    /// A static field or a method, by its owner's name as the code has it; the field may be of a class above that.
    record Member(String owner, String name) {}

    /// What the code of a method touches: the static fields that it reads (what is only written needs no value), the methods, the classes.
    ///
    /// @param called with name and descriptor
    record Method(boolean isStatic, Set<Member> staticFields, Set<Member> called, Set<String> classes) {}

    static ClassAnalysis of(byte[] bytes) {
        ClassModel model = ClassFile.of().parse(bytes);
        List<String> above = new ArrayList<>();
        model.superclass().ifPresent(type -> above.add(name(type.asSymbol())));
        model.interfaces().forEach(type -> above.add(name(type.asSymbol())));
        Set<String> statics = new HashSet<>();
        model.fields().stream().filter(field -> field.flags().has(AccessFlag.STATIC))
                .forEach(field -> statics.add(field.fieldName().stringValue()));
        Map<String, Method> methods = new HashMap<>();
        model.methods().forEach(method -> methods.put(method.methodName().stringValue() + method.methodType().stringValue(), analyse(method)));
        return new ClassAnalysis(name(model.thisClass().asSymbol()), above, linked(model), statics, methods, isData(model));
    }

    private static boolean isData(ClassModel model) {
        return model.findAttribute(Attributes.record()).isPresent() || model.findAttribute(Attributes.permittedSubclasses()).isPresent()
                || model.flags().has(AccessFlag.ENUM);
    }

    private static Set<String> linked(ClassModel model) {
        Set<String> names = new HashSet<>();
        for (PoolEntry entry : model.constantPool()) {
            switch (entry) {
                case ClassEntry type -> names.add(name(type.asSymbol()));
                case NameAndTypeEntry member -> addDescriptor(names, member.type().stringValue());
                case MethodTypeEntry type -> addDescriptor(names, type.descriptor().stringValue());
                default -> { }
            }
        }
        model.fields().forEach(field -> addDescriptor(names, field.fieldType().stringValue()));
        model.methods().forEach(method -> addDescriptor(names, method.methodType().stringValue()));
        return names;
    }

    private static void addDescriptor(Set<String> names, String descriptor) {
        for (int at = descriptor.indexOf('L'); at >= 0; at = descriptor.indexOf('L', at)) {
            int end = descriptor.indexOf(';', at);
            names.add(descriptor.substring(at + 1, end).replace('/', '.'));
            at = end;
        }
    }

    /// The binary name of a class, or of an array's element class.
    private static String name(ClassDesc type) {
        ClassDesc element = type;
        while (element.isArray()) {
            element = element.componentType();
        }
        String descriptor = element.descriptorString();
        return element.isPrimitive() ? descriptor : descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
    }

    private static Method analyse(MethodModel model) {
        Method method = new Method(model.flags().has(AccessFlag.STATIC), new HashSet<>(), new HashSet<>(), new HashSet<>());
        model.code().ifPresent(code -> code.forEach(element -> analyse(method, element)));
        return method;
    }

    private static void analyse(Method method, CodeElement element) {
        switch (element) {
            case FieldInstruction field -> {
                String owner = name(field.owner().asSymbol());
                method.classes.add(owner);
                if (field.opcode() == Opcode.GETSTATIC) {
                    method.staticFields.add(new Member(owner, field.name().stringValue()));
                }
            }
            case InvokeInstruction call -> call(method, name(call.owner().asSymbol()), call.name().stringValue() + call.type().stringValue());
            case InvokeDynamicInstruction call -> {
                constant(method, call.bootstrapMethod());
                call.bootstrapArgs().forEach(argument -> constant(method, argument));
            }
            case ConstantInstruction constant -> constant(method, constant.constantValue());
            case NewObjectInstruction made -> method.classes.add(name(made.className().asSymbol()));
            case NewReferenceArrayInstruction made -> method.classes.add(name(made.componentType().asSymbol()));
            case NewMultiArrayInstruction made -> method.classes.add(name(made.arrayType().asSymbol()));
            case TypeCheckInstruction check -> method.classes.add(name(check.type().asSymbol()));
            default -> { }
        }
    }

    private static void call(Method method, String owner, String nameAndType) {
        method.classes.add(owner);
        method.called.add(new Member(owner, nameAndType));
    }

    private static void constant(Method method, ConstantDesc constant) {
        switch (constant) {
            case null -> { }
            case ClassDesc type -> method.classes.add(name(type));
            case DirectMethodHandleDesc handle -> handle(method, handle);
            case DynamicConstantDesc<?> dynamic -> {
                constant(method, dynamic.bootstrapMethod());
                dynamic.bootstrapArgsList().forEach(argument -> constant(method, argument));
            }
            default -> { }
        }
    }

    private static void handle(Method method, DirectMethodHandleDesc handle) {
        String owner = name(handle.owner());
        switch (handle.kind()) {
            case GETTER, SETTER -> method.classes.add(owner);
            case STATIC_GETTER, STATIC_SETTER -> {
                method.classes.add(owner);
                method.staticFields.add(new Member(owner, handle.methodName()));
            }
            default -> call(method, owner, handle.methodName() + handle.lookupDescriptor());
        }
    }
}
