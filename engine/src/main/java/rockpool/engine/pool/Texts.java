package rockpool.engine.pool;

import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import rockpool.engine.memory.Memory;

/// Short texts in fixed fields of shared memory. Their length is kept apart.
final class Texts {

    private Texts() {}

    /// Writes as much as fits, in whole characters.
    ///
    /// @return the bytes written
    static int write(String text, long position, int space) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = bytes.length;
        if (length > space) {
            length = space;
            while (length > 0 && (bytes[length] & 0xC0) == 0x80) {
                length--;
            }
        }
        Memory.copyIn(bytes, 0, ValueLayout.JAVA_BYTE, position, length);
        return length;
    }

    /// Reads a text whose length may be damaged: no more than its field is read, and control characters become dots.
    static String read(long position, int length, int space) {
        byte[] bytes = new byte[Math.clamp(length, 0, space)];
        Memory.copyOut(position, ValueLayout.JAVA_BYTE, bytes, 0, bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] >= 0 && bytes[i] < ' ' || bytes[i] == 127) {
                bytes[i] = '.';
            }
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
