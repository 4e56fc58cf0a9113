package rockpool.shell.session;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.Set;

/// Makes the snippets' classes stoppable: every method asks at its start and before each backward branch whether its thread is to stop.
///
/// Only the session runs such classes; workers get them as the compiler made them. The question is one volatile load.
final class StopWeaver {

    /// The class that holds the question, generated into the loader of the snippets: its field names the thread to stop.
    static final String STOP_CLASS = "REPL.$Stop$";
    static final String VICTIM = "victim";

    private static final ClassDesc STOP = ClassDesc.of(STOP_CLASS);
    private static final ClassDesc THREAD = ClassDesc.of("java.lang.Thread");
    private static final ClassDesc DEATH = ClassDesc.of("java.lang.ThreadDeath");
    private static final String CHECK = "check";
    private static final int PUBLIC_STATIC = ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC;

    private StopWeaver() { }

    static byte[] weave(byte[] classFile) {
        ClassFile format = ClassFile.of();
        return format.transformClass(format.parse(classFile), ClassTransform.transformingMethodBodies(
                CodeTransform.ofStateful(Checks::new)));
    }

    static byte[] stopClass() {
        return ClassFile.of().build(STOP, type -> type
                .withFlags(ClassFile.ACC_PUBLIC)
                .withField(VICTIM, THREAD, PUBLIC_STATIC | ClassFile.ACC_VOLATILE)
                .withMethodBody(CHECK, ConstantDescs.MTD_void, PUBLIC_STATIC, StopWeaver::check));
    }

    private static void check(CodeBuilder code) {
        Label go = code.newLabel();
        code.getstatic(STOP, VICTIM, THREAD)
                .ifnull(go)
                .getstatic(STOP, VICTIM, THREAD)
                .invokestatic(THREAD, "currentThread", MethodTypeDesc.of(THREAD))
                .if_acmpne(go)
                .new_(DEATH)
                .dup()
                .invokespecial(DEATH, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                .athrow()
                .labelBinding(go)
                .return_();
    }

    private static final class Checks implements CodeTransform {

        private final Set<Label> passed = new HashSet<>();

        @Override
        public void atStart(CodeBuilder code) {
            ask(code);
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            if (element instanceof LabelTarget target) {
                passed.add(target.label());
            } else if (element instanceof BranchInstruction branch && passed.contains(branch.target())) {
                ask(code);
            }
            code.with(element);
        }

        private static void ask(CodeBuilder code) {
            code.invokestatic(STOP, CHECK, ConstantDescs.MTD_void);
        }
    }
}
