package rockpool.architecture;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What one class file refers to: the classes named in its constant pool, in descriptors and in generic signatures.
///
/// @param className  binary name of the class
/// @param ownPackage the package it lies in
/// @param packages   of all classes it refers to, its own among them
record References(String className, String ownPackage, Set<String> packages) {

    /// A class in a descriptor or a signature, such as `Ljava/util/List<`.
    private static final Pattern NAMED_CLASS = Pattern.compile("L([a-z][\\w$]*(?:/[\\w$]+)*)/[\\w$]+[;<]");

    /// A text constant that is a descriptor or a signature, not words of a program.
    private static final Pattern TYPE_TEXT = Pattern.compile("[\\[\\]()<>*+\\-;:/.$\\w]*[;][\\[\\]()<>*+\\-;:/.$\\w]*");

    static References of(byte[] classFile) {
        ClassModel model = ClassFile.of().parse(classFile);
        Set<String> packages = new TreeSet<>();
        for (PoolEntry entry : model.constantPool()) {
            switch (entry) {
                case ClassEntry named -> addClass(packages, named.asInternalName());
                case Utf8Entry text -> addClassesOf(packages, text.stringValue());
                default -> { }
            }
        }
        String name = model.thisClass().asInternalName().replace('/', '.');
        return new References(name, name.substring(0, name.lastIndexOf('.')), packages);
    }

    private static void addClass(Set<String> packages, String internalName) {
        if (internalName.startsWith("[")) {
            addClassesOf(packages, internalName);
        } else if (internalName.contains("/")) {
            packages.add(internalName.substring(0, internalName.lastIndexOf('/')).replace('/', '.'));
        }
    }

    private static void addClassesOf(Set<String> packages, String text) {
        if (TYPE_TEXT.matcher(text).matches()) {
            Matcher classes = NAMED_CLASS.matcher(text);
            while (classes.find()) {
                packages.add(classes.group(1).replace('/', '.'));
            }
        }
    }
}
