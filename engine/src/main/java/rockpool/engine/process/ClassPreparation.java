package rockpool.engine.process;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.FieldElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;

/// What is changed in a class that will travel.
///
/// - Its lambdas become serializable ([LambdaFlags]), so that each can say what it was made of.
/// - `$deserializeLambda$` links any lambda of the class through [Lambdas], not only those that were serializable at compile time.
/// - A constructor with a parameter of type [BlankInstance] is added that sets nothing, where the class above is `Object` or of the same
///   package (and so has such a constructor itself).
/// - Static final fields without a constant value lose `final`, so that their values can be copied like those of other variables.
final class ClassPreparation {

    static final String DESERIALIZE = "$deserializeLambda$";

    private static final ClassDesc SERIALIZED_LAMBDA = ClassDesc.of("java.lang.invoke.SerializedLambda");
    private static final ClassDesc BLANK = ClassDesc.of(BlankInstance.class.getName());
    private static final MethodTypeDesc BLANK_CONSTRUCTOR = MethodTypeDesc.of(ConstantDescs.CD_void, BLANK);

    private ClassPreparation() {}

    static byte[] prepare(byte[] compiled) {
        ClassFile file = ClassFile.of();
        ClassModel model = file.parse(compiled);
        boolean lambdas = makesLambdas(model);
        ClassTransform transform = ClassTransform.dropping(element -> lambdas && isDeserializer(element))
                .andThen((builder, element) -> settableStatic(builder, element, model))
                .andThen(ClassTransform.endHandler(builder -> addMethods(builder, model, lambdas)));
        return LambdaFlags.set(file.transformClass(model, transform));
    }

    private static boolean makesLambdas(ClassModel model) {
        for (var constant : model.constantPool()) {
            if (constant instanceof Utf8Entry text && text.equalsString("java/lang/invoke/LambdaMetafactory")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDeserializer(ClassElement element) {
        return element instanceof MethodModel method && method.methodName().equalsString(DESERIALIZE);
    }

    private static void settableStatic(ClassBuilder builder, ClassElement element, ClassModel model) {
        if (element instanceof FieldModel field && isVariableInDisguise(field, model)) {
            builder.withField(field.fieldName(), field.fieldType(), made -> {
                for (FieldElement part : field) {
                    if (!(part instanceof java.lang.classfile.AccessFlags)) {
                        made.with(part);
                    }
                }
                made.withFlags(field.flags().flagsMask() & ~ClassFile.ACC_FINAL);
            });
        } else {
            builder.with(element);
        }
    }

    private static boolean isVariableInDisguise(FieldModel field, ClassModel model) {
        var flags = field.flags();
        return flags.has(AccessFlag.STATIC) && flags.has(AccessFlag.FINAL) && !flags.has(AccessFlag.SYNTHETIC) && !flags.has(AccessFlag.ENUM)
                && field.findAttribute(Attributes.constantValue()).isEmpty() && !model.flags().has(AccessFlag.INTERFACE);
    }

    private static void addMethods(ClassBuilder builder, ClassModel model, boolean lambdas) {
        if (lambdas) {
            addDeserializer(builder, model.flags().has(AccessFlag.INTERFACE));
        }
        if (needsBlankConstructor(model)) {
            addBlankConstructor(builder, model.superclass().orElseThrow().asSymbol());
        }
    }

    private static void addDeserializer(ClassBuilder builder, boolean inInterface) {
        MethodTypeDesc type = MethodTypeDesc.of(ConstantDescs.CD_Object, SERIALIZED_LAMBDA);
        int access = (inInterface ? ClassFile.ACC_PUBLIC : ClassFile.ACC_PRIVATE) | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
        builder.withMethodBody(DESERIALIZE, type, access, code -> code
                .aload(0)
                .invokestatic(ConstantDescs.CD_MethodHandles, "lookup", MethodTypeDesc.of(ConstantDescs.CD_MethodHandles_Lookup))
                .invokestatic(ClassDesc.of(Lambdas.class.getName()), "link",
                        MethodTypeDesc.of(ConstantDescs.CD_Object, SERIALIZED_LAMBDA, ConstantDescs.CD_MethodHandles_Lookup))
                .areturn());
    }

    private static boolean needsBlankConstructor(ClassModel model) {
        var flags = model.flags();
        if (flags.has(AccessFlag.INTERFACE) || flags.has(AccessFlag.ENUM) || flags.has(AccessFlag.MODULE) || model.superclass().isEmpty()) {
            return false;
        }
        ClassDesc above = model.superclass().get().asSymbol();
        return above.equals(ConstantDescs.CD_Object) || above.packageName().equals(model.thisClass().asSymbol().packageName());
    }

    private static void addBlankConstructor(ClassBuilder builder, ClassDesc above) {
        boolean last = above.equals(ConstantDescs.CD_Object);
        builder.withMethodBody(ConstantDescs.INIT_NAME, BLANK_CONSTRUCTOR, ClassFile.ACC_PUBLIC | ClassFile.ACC_SYNTHETIC, code -> {
            code.aload(0);
            if (last) {
                code.invokespecial(above, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
            } else {
                code.aconst_null().invokespecial(above, ConstantDescs.INIT_NAME, BLANK_CONSTRUCTOR);
            }
            code.return_();
        });
    }
}
