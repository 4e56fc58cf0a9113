package rockpool.engine.heap;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Generates the classes behind views: for an interface and a type of records, a method for each component that is one load and the check
/// that it counts.
final class ViewFactory {

    // The class lies in the interface's own package and loader, since the interface may be visible there only.

    private static final ClassDesc VIEW = View.class.describeConstable().orElseThrow();
    private static final ClassDesc PLACE = Place.class.describeConstable().orElseThrow();
    private static final ClassDesc WANTED = Wanted.class.describeConstable().orElseThrow().arrayType();
    private static final MethodTypeDesc CONSTRUCTOR = MethodTypeDesc.of(CD_void, PLACE, WANTED);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private record Known(TypeDescriptor record, View prototype) {}

    private static final ClassValue<List<Known>[]> KNOWN = new ClassValue<>() {
        @Override
        @SuppressWarnings({"unchecked", "rawtypes"})
        protected List<Known>[] computeValue(Class<?> type) {
            return new List[] {List.of()};
        }
    };

    private final Class<?> type;
    private final TypeInfo info;
    private final ClassDesc name;
    private final List<Wanted> wanted = new ArrayList<>();

    private ViewFactory(Class<?> type, TypeInfo info) {
        this.type = type;
        this.info = info;
        this.name = ClassDesc.of(type.getName() + "$View" + NUMBER.incrementAndGet());
    }

    /// A view of a record through an interface.
    ///
    /// @throws IllegalArgumentException if the interface asks for what the record does not have
    static View view(Class<?> type, Place place) {
        return prototype(type, place.info).of(place);
    }

    /// What makes views of one type of records.
    static View prototype(Class<?> type, TypeInfo info) {
        List<Known>[] known = KNOWN.get(type);
        for (Known one : known[0]) {
            if (one.record == info.descriptor) {
                return one.prototype;
            }
        }
        return make(type, info, known);
    }

    private static View make(Class<?> type, TypeInfo info, List<Known>[] known) {
        View prototype = new ViewFactory(type, info).define();
        synchronized (known) {
            var more = new ArrayList<>(known[0]);
            more.add(new Known(info.descriptor, prototype));
            known[0] = List.copyOf(more);
        }
        return prototype;
    }

    private View define() {
        byte[] bytes = generate();
        try {
            ViewFactory.class.getModule().addReads(type.getModule());
            var lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            Class<?> made = lookup.defineClass(bytes);
            var constructor = lookup.findConstructor(made, MethodType.methodType(void.class, Place.class, Wanted[].class));
            return (View) constructor.invoke((Place) null, wanted.toArray(new Wanted[0]));
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(
                "view=" + type.getName() + ": " + type.getModule() + " does not open its package to the engine", e);
        } catch (Throwable e) {
            throw new IllegalStateException("view=" + type.getName() + ": no code could be made for it", e);
        }
    }

    private byte[] generate() {
        return ClassFile.of().build(name, builder -> {
            builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC).withSuperclass(VIEW)
                .withInterfaceSymbols(type.describeConstable().orElseThrow())
                .withMethodBody("<init>", CONSTRUCTOR, 0,
                    code -> code.aload(0).aload(1).aload(2).invokespecial(VIEW, "<init>", CONSTRUCTOR).return_())
                .withMethodBody("of", MethodTypeDesc.of(VIEW, PLACE, WANTED), ClassFile.ACC_PROTECTED,
                    code -> code.new_(name).dup().aload(1).aload(2).invokespecial(name, "<init>", CONSTRUCTOR).areturn());
            for (Method method : type.getMethods()) {
                if (Modifier.isAbstract(method.getModifiers()) && !isOwn(method)) {
                    builder.withMethodBody(method.getName(), descriptor(method), ClassFile.ACC_PUBLIC, code -> body(code, method));
                }
            }
        });
    }

    /// Whether every view has the method already.
    private static boolean isOwn(Method method) {
        try {
            return View.class.getMethod(method.getName(), method.getParameterTypes()).getReturnType() == method.getReturnType();
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private static MethodTypeDesc descriptor(Method method) {
        return MethodType.methodType(method.getReturnType(), method.getParameterTypes()).describeConstable().orElseThrow();
    }

    private void body(CodeBuilder code, Method method) {
        int index = info.component(method.getName());
        if (index < 0) {
            throw refused(method, "no such component");
        }
        if (method.getParameterCount() == 0 && method.getReturnType() != void.class) {
            get(code, method, index);
        } else if (method.getParameterCount() == 1 && method.getReturnType() == void.class) {
            set(code, method, index);
        } else {
            throw refused(method, "neither reads nor changes one component");
        }
    }

    private IllegalArgumentException refused(Method method, String why) {
        return new IllegalArgumentException("view=" + TypeNames.of(type) + ": " + method.getName() + ": " + why + " of " + info);
    }

    private static ClassDesc primitive(char code) {
        return ClassDesc.ofDescriptor(String.valueOf(code));
    }

    private void get(CodeBuilder code, Method method, int index) {
        Class<?> result = method.getReturnType();
        char type = info.codes[index];
        code.aload(0).loadConstant(info.offsets[index]);
        if (type == 'L') {
            if (result.isPrimitive()) {
                throw refused(method, result + " is not the type");
            }
            wanted.add(Wanted.of(method.getGenericReturnType(), info.descriptor.parts().get(index).type()));
            code.loadConstant(wanted.size() - 1).invokevirtual(VIEW, "valueAt", MethodTypeDesc.of(ConstantDescs.CD_Object, CD_int, CD_int));
            code.checkcast(result.describeConstable().orElseThrow()).areturn();
            return;
        }
        if (!result.descriptorString().equals(String.valueOf(type))) {
            throw refused(method, result + " is not the type");
        }
        code.invokevirtual(VIEW, word(type).toLowerCase(java.util.Locale.ROOT) + "At", MethodTypeDesc.of(primitive(type), CD_int));
        code.return_(TypeKind.from(primitive(type)));
    }

    private void set(CodeBuilder code, Method method, int index) {
        Class<?> parameter = method.getParameterTypes()[0];
        char type = info.codes[index];
        boolean fits = type == 'L' ? !parameter.isPrimitive() : parameter.descriptorString().equals(String.valueOf(type));
        if (!fits) {
            throw refused(method, parameter + " is not the type");
        }
        ClassDesc stored = type == 'L' ? ConstantDescs.CD_Object : primitive(type);
        code.aload(0).loadConstant(info.offsets[index]).loadLocal(TypeKind.from(stored), 1);
        code.invokevirtual(VIEW, "put" + word(type), MethodTypeDesc.of(CD_void, CD_int, stored)).return_();
    }

    private static String word(char code) {
        return switch (code) {
            case 'Z' -> "Boolean";
            case 'B' -> "Byte";
            case 'S' -> "Short";
            case 'C' -> "Char";
            case 'I' -> "Int";
            case 'J' -> "Long";
            case 'F' -> "Float";
            case 'D' -> "Double";
            default -> "Value";
        };
    }
}
