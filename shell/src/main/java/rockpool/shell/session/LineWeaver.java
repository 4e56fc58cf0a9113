package rockpool.shell.session;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.classfile.instruction.LineNumber;

/// Gives the lines of a class the names that people have for them ([ClassLines]), in the class file itself: so everybody who names a line
/// says the same, in whatever process the class runs.
final class LineWeaver {

    private LineWeaver() { }

    static byte[] weave(byte[] classFile, ClassLines lines) {
        ClassFile format = ClassFile.of();
        ClassTransform numbers = ClassTransform.transformingMethodBodies((code, element) ->
                code.with(element instanceof LineNumber number ? LineNumber.of(lines.inFile(number.line())) : element));
        ClassTransform name = (type, element) ->
                type.with(element instanceof SourceFileAttribute ? SourceFileAttribute.of(lines.file()) : element);
        return format.transformClass(format.parse(classFile), numbers.andThen(name));
    }
}
