package rockpool.engine.process;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes of the codec, growing while they are written. Numbers that tend to be small take few bytes.
final class Output {

    private static final int LEAST_ROOM = 256;
    private static final byte LATIN = 0;
    private static final byte WIDE = 1;

    private byte[] bytes = new byte[LEAST_ROOM];
    private int length;

    int length() {
        return length;
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 16)));
        }
    }

    Output octet(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    /// A number of any size; from 0 to 127 it takes one byte, negative ones take ten.
    Output number(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    /// A number that is small in absolute value.
    Output signed(long value) {
        return number(value << 1 ^ value >> 63);
    }

    /// Eight bytes.
    Output word(long value) {
        room(8);
        for (int shift = 0; shift < 64; shift += 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    Output text(String value) {
        if (isLatin(value)) {
            number((long) value.length() << 1 | LATIN);
            return raw(value.getBytes(StandardCharsets.ISO_8859_1));
        }
        // Not UTF-8: that would lose surrogates which stand alone.
        number((long) value.length() << 1 | WIDE);
        room(2 * value.length());
        for (int i = 0; i < value.length(); i++) {
            bytes[length++] = (byte) value.charAt(i);
            bytes[length++] = (byte) (value.charAt(i) >>> 8);
        }
        return this;
    }

    private static boolean isLatin(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) > 0xFF) {
                return false;
            }
        }
        return true;
    }

    /// Bytes with their count before them.
    Output block(byte[] value) {
        return number(value.length).raw(value);
    }

    Output raw(byte[] value) {
        return raw(value, 0, value.length);
    }

    Output raw(byte[] value, int from, int count) {
        room(count);
        System.arraycopy(value, from, bytes, length, count);
        length += count;
        return this;
    }
}
