package rockpool.engine.process;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads what an [Output] wrote. Bytes that are no such thing give an [IOException].
final class Input {

    private final byte[] bytes;
    private final int end;
    private int at;

    Input(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    Input(byte[] bytes, int from, int count) {
        this.bytes = bytes;
        this.at = from;
        this.end = from + count;
    }

    boolean atEnd() {
        return at == end;
    }

    private void need(long count) throws IOException {
        if (count < 0 || count > end - at) {
            throw new EOFException(count + " bytes expected at " + at + ", " + (end - at) + " are left");
        }
    }

    int octet() throws IOException {
        need(1);
        return bytes[at++] & 0xFF;
    }

    long number() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int octet = octet();
            value |= (long) (octet & 0x7F) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
        throw new IOException("a number of more than ten bytes ends at " + at);
    }

    /// A number that counts things of at least `least` bytes each which follow.
    int count(int least) throws IOException {
        long count = number();
        if (count < 0 || count * least > end - at) {
            throw new IOException("count=" + count + " at " + at + ": only " + (end - at) + " bytes are left");
        }
        return (int) count;
    }

    long signed() throws IOException {
        long value = number();
        return value >>> 1 ^ -(value & 1);
    }

    long word() throws IOException {
        need(8);
        long value = 0;
        for (int shift = 0; shift < 64; shift += 8) {
            value |= (bytes[at++] & 0xFFL) << shift;
        }
        return value;
    }

    String text() throws IOException {
        long head = number();
        boolean wide = (head & 1) != 0;
        long length = head >>> 1;
        need(wide ? 2 * length : length);
        int from = at;
        at += (int) (wide ? 2 * length : length);
        return wide ? wideText(from, (int) length) : new String(bytes, from, (int) length, StandardCharsets.ISO_8859_1);
    }

    private String wideText(int from, int length) {
        char[] chars = new char[length];
        for (int i = 0; i < length; i++) {
            chars[i] = (char) (bytes[from + 2 * i] & 0xFF | bytes[from + 2 * i + 1] << 8);
        }
        return new String(chars);
    }

    byte[] block() throws IOException {
        return raw(count(1));
    }

    byte[] raw(int count) throws IOException {
        need(count);
        at += count;
        return Arrays.copyOfRange(bytes, at - count, at);
    }
}
