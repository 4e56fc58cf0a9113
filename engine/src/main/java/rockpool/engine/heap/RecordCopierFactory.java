package rockpool.engine.heap;

import static java.lang.constant.ConstantDescs.BSM_CLASS_DATA_AT;
import static java.lang.constant.ConstantDescs.CD_MethodHandle;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import rockpool.engine.memory.Memory;

/// Generates the copier of a class of records: straight-line code, a load and a store for each component.
final class RecordCopierFactory {

    // The copier is a hidden class beside the engine's own, so that it may call what is not public here. It cannot name the record's
    // class, which may be private or known to another loader only; it reaches constructor and accessors through method handles that it
    // holds as constants, which compiled code inlines like plain calls.

    private static final ClassDesc COPIER = RecordCopier.class.describeConstable().orElseThrow();
    private static final ClassDesc IN = CopyIn.class.describeConstable().orElseThrow();
    private static final ClassDesc OUT = CopyOut.class.describeConstable().orElseThrow();
    private static final ClassDesc MEMORY = Memory.class.describeConstable().orElseThrow();
    private static final ClassDesc SHAPE = Shape.class.describeConstable().orElseThrow();
    private static final ClassDesc NAMED = NamedShape.class.describeConstable().orElseThrow();
    private static final ClassDesc NAME = ClassDesc.of(RecordCopierFactory.class.getPackageName(), "GeneratedCopier");
    private static final MethodTypeDesc OUT_TYPE = MethodTypeDesc.of(CD_Object, CD_long, OUT);
    private static final int POSITION = 1;
    private static final int OUT_SLOT = 3;
    private static final int PENDING_SLOT = 4;
    private static final int FIRST_COMPONENT = 5;

    private final RecordShape shape;
    private final RecordComponent[] components;
    private final char[] codes;
    private final int[] offsets;
    private final List<Object> data = new ArrayList<>();

    private RecordCopierFactory(RecordShape shape) {
        this.shape = shape;
        this.components = shape.type.getRecordComponents();
        var layout = TypeInfo.of(0, shape.descriptor);
        this.codes = layout.codes;
        this.offsets = layout.offsets;
    }

    /// A lookup that may use a record's constructor and accessors, or null if its module does not let the engine do so.
    static Lookup lookup(Class<?> type) {
        RecordCopierFactory.class.getModule().addReads(type.getModule());
        try {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        } catch (IllegalAccessException e) {
            boolean open = Modifier.isPublic(type.getModifiers()) && type.getModule().isExported(type.getPackageName());
            return open ? MethodHandles.lookup() : null;
        }
    }

    static RecordCopier make(RecordShape shape) {
        try {
            var factory = new RecordCopierFactory(shape);
            byte[] bytes = factory.generate();
            var made = MethodHandles.lookup().defineHiddenClassWithClassData(bytes, List.copyOf(factory.data), true);
            return (RecordCopier) made.findConstructor(made.lookupClass(), MethodType.methodType(void.class)).invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("record=" + shape.type.getName() + ": no code to copy it could be made", e);
        }
    }

    private byte[] generate() throws IllegalAccessException, NoSuchMethodException {
        var lookup = lookup(shape.type);
        data.add(constructor(lookup));
        for (RecordComponent component : components) {
            data.add(accessor(lookup, component));
        }
        return ClassFile.of().build(NAME, builder -> builder
            .withFlags(ClassFile.ACC_FINAL)
            .withSuperclass(COPIER)
            .withMethodBody("<init>", MTD_void, 0, code -> code.aload(0).invokespecial(COPIER, "<init>", MTD_void).return_())
            .withMethodBody("in", MethodTypeDesc.of(CD_void, CD_Object, CD_long, IN), 0, this::generateIn)
            .withMethodBody("out", OUT_TYPE, 0, this::generateOut));
    }

    private MethodHandle constructor(Lookup lookup) throws IllegalAccessException, NoSuchMethodException {
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = components[i].getType();
        }
        var handle = lookup.findConstructor(shape.type, MethodType.methodType(void.class, types));
        return handle.asType(handle.type().erase().changeReturnType(Object.class));
    }

    private static MethodHandle accessor(Lookup lookup, RecordComponent component) throws IllegalAccessException {
        var handle = lookup.unreflect(component.getAccessor());
        return handle.asType(handle.type().erase());
    }

    private static void load(CodeBuilder code, int index, ClassDesc type) {
        code.loadConstant(DynamicConstantDesc.ofNamed(BSM_CLASS_DATA_AT, ConstantDescs.DEFAULT_NAME, type, index));
    }

    /// The shape that a component's values most likely have, as a constant; -1 if its type says nothing about it.
    private int hint(int index) {
        Class<?> type = components[index].getType();
        if (!type.isRecord() && !type.isEnum() || !(Shape.of(type) instanceof NamedShape)) {
            return -1;
        }
        data.add(Shape.of(type));
        return data.size() - 1;
    }

    private static ClassDesc descOf(char code) {
        return code == 'L' ? CD_Object : ClassDesc.ofDescriptor(String.valueOf(code));
    }

    // in(Object record, long position, CopyIn in): 1 record, 2 position, 4 in

    private void generateIn(CodeBuilder code) {
        for (int i = 0; i < components.length; i++) {
            code.lload(2).loadConstant((long) offsets[i]).ladd();
            if (codes[i] == 'L') {
                code.aload(4);
                component(code, i);
                word(code, hint(i));
                code.invokestatic(MEMORY, "putLong", MethodTypeDesc.of(CD_void, CD_long, CD_long));
            } else {
                component(code, i);
                ClassDesc stored = codes[i] == 'Z' ? ConstantDescs.CD_byte : descOf(codes[i]);
                code.invokestatic(MEMORY, "put" + suffix(codes[i]), MethodTypeDesc.of(CD_void, CD_long, stored));
            }
        }
        code.return_();
    }

    private void component(CodeBuilder code, int index) {
        load(code, 1 + index, CD_MethodHandle);
        code.aload(1).invokevirtual(CD_MethodHandle, "invokeExact", MethodTypeDesc.of(descOf(codes[index]), CD_Object));
    }

    private static void word(CodeBuilder code, int hint) {
        if (hint < 0) {
            code.invokevirtual(IN, "word", MethodTypeDesc.of(CD_long, CD_Object));
        } else {
            load(code, hint, SHAPE);
            code.invokevirtual(IN, "word", MethodTypeDesc.of(CD_long, CD_Object, SHAPE));
        }
    }

    private static String suffix(char code) {
        return switch (code) {
            case 'Z', 'B' -> "Byte";
            case 'S' -> "Short";
            case 'C' -> "Char";
            case 'I' -> "Int";
            case 'F' -> "Float";
            case 'D' -> "Double";
            default -> "Long";
        };
    }

    // out(long position, CopyOut out): what may be pending first, then leaves, then numbers

    private void generateOut(CodeBuilder code) {
        int[] slots = slots();
        code.iconst_0().istore(PENDING_SLOT);
        for (int i = 0; i < components.length; i++) {
            if (mayBePending(i)) {
                child(code, i, slots[i]);
                returnLaterIfPending(code, slots[i]);
            }
        }
        code.iload(PENDING_SLOT).ifThen(then -> pending(then).areturn());
        for (int i = 0; i < components.length; i++) {
            if (codes[i] != 'L') {
                number(code, i, slots[i]);
            } else if (!mayBePending(i)) {
                child(code, i, slots[i]);
            }
        }
        construct(code, slots);
    }

    private boolean mayBePending(int index) {
        return codes[index] == 'L' && !RecordShape.isLeaf(components[index].getType());
    }

    private int[] slots() {
        int[] slots = new int[components.length];
        int next = FIRST_COMPONENT;
        for (int i = 0; i < slots.length; i++) {
            slots[i] = next;
            next += codes[i] == 'J' || codes[i] == 'D' ? 2 : 1;
        }
        return slots;
    }

    private void child(CodeBuilder code, int index, int slot) {
        code.aload(OUT_SLOT).lload(POSITION).loadConstant((long) offsets[index]).ladd();
        int hint = hint(index);
        if (hint < 0) {
            code.aconst_null();
        } else {
            load(code, hint, NAMED);
        }
        code.invokevirtual(OUT, "child", MethodTypeDesc.of(CD_Object, CD_long, NAMED)).astore(slot);
    }

    private static void returnLaterIfPending(CodeBuilder code, int slot) {
        var made = code.newLabel();
        pending(code.aload(slot)).if_acmpne(made).iconst_1().istore(PENDING_SLOT).labelBinding(made);
    }

    private static CodeBuilder pending(CodeBuilder code) {
        return code.getstatic(OUT, "PENDING", CD_Object);
    }

    private void number(CodeBuilder code, int index, int slot) {
        code.aload(OUT_SLOT).lload(POSITION).loadConstant((long) offsets[index]).ladd();
        String method = codes[index] == 'Z' ? "booleanAt" : suffix(codes[index]).toLowerCase(java.util.Locale.ROOT) + "At";
        code.invokevirtual(OUT, method, MethodTypeDesc.of(descOf(codes[index]), CD_long));
        code.storeLocal(TypeKind.from(descOf(codes[index])), slot);
    }

    private void construct(CodeBuilder code, int[] slots) {
        code.aload(OUT_SLOT).invokevirtual(OUT, "confirm", MTD_void);
        load(code, 0, CD_MethodHandle);
        ClassDesc[] types = new ClassDesc[components.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = descOf(codes[i]);
            code.loadLocal(TypeKind.from(types[i]), slots[i]);
        }
        code.invokevirtual(CD_MethodHandle, "invokeExact", MethodTypeDesc.of(CD_Object, types)).areturn();
    }
}
