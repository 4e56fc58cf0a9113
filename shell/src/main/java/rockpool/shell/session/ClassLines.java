package rockpool.shell.session;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// What people call the lines of a class. The compiler counts those of the class that jshell has put around a snippet; here they are lines
/// of the snippet (the file is then `#5` for the snippet 5), or of the script that it stands in.
final class ClassLines {

    private static final int LAST = 0xFFFF; // of a class file

    private final String file;
    private final int[] lines;

    /// @param lines for each line of the class, from its first, the one in the file
    ClassLines(String file, int... lines) {
        this.file = file;
        this.lines = lines;
    }

    String file() {
        return file;
    }

    /// The line of the file that a line of the class comes from.
    int inFile(int inClass) {
        return inClass < 1 || inClass > lines.length ? inClass : Math.min(lines[inClass - 1], LAST);
    }

    /// A line of the class that comes from a line of the file; 0 if there is none.
    int inClass(int inFile) {
        for (int line = 1; line <= lines.length; line++) {
            if (inFile(line) == inFile) {
                return line;
            }
        }
        return 0;
    }

    /// @param some null for a class whose lines are called as the compiler does
    static void pack(DataOutputStream out, ClassLines some) throws IOException {
        Packing.text(out, some == null ? null : some.file);
        if (some != null) {
            out.writeInt(some.lines.length);
            for (int line : some.lines) {
                out.writeInt(line);
            }
        }
    }

    static ClassLines unpack(DataInputStream in) throws IOException {
        String file = Packing.text(in);
        if (file == null) {
            return null;
        }
        int[] lines = new int[in.readInt()];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = in.readInt();
        }
        return new ClassLines(file, lines);
    }
}
