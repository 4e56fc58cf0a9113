package rockpool.engine.heap;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/// Strings as bytes of Latin-1, made in arrays that are used again. For one thread at a time.
final class LatinText {

    // A string does not say whether it is Latin-1. Of the ways to find out that allocate nothing, looking at each character is the quickest
    // for a few, and the encoder for more: it looks at many at once.

    /// The most characters of a string that is encoded here.
    static final int MOST = 4096;
    private static final int FIRST_ROOM = 128;
    private static final int FEW = 40;
    private static final int LAST = 0xFF;

    private final CharsetEncoder encoder = StandardCharsets.ISO_8859_1.newEncoder();
    private char[] characters;
    private byte[] bytes;
    private CharBuffer from;
    private ByteBuffer to;

    LatinText() {
        room(FIRST_ROOM);
    }

    private void room(int length) {
        characters = new char[length];
        bytes = new byte[length];
        from = CharBuffer.wrap(characters);
        to = ByteBuffer.wrap(bytes);
    }

    /// Encodes a string.
    ///
    /// @param text of [#MOST] characters at most
    /// @return whether all its characters are of Latin-1; then they are in [#bytes()]
    boolean encode(String text) {
        int length = text.length();
        if (length <= FEW) {
            return encodeFew(text, length);
        }
        if (length > bytes.length) {
            room(Math.min(MOST, Integer.highestOneBit(length) * 2));
        }
        text.getChars(0, length, characters, 0);
        return encoder.encode(from.clear().limit(length), to.clear(), true).isUnderflow();
    }

    @SuppressWarnings("deprecation")
    private boolean encodeFew(String text, int length) {
        for (int i = 0; i < length; i++) {
            char character = text.charAt(i);
            if (character > LAST) {
                return false;
            }
        }
        text.getBytes(0, length, bytes, 0);
        return true;
    }

    /// The string that was encoded last, from the first byte on.
    byte[] bytes() {
        return bytes;
    }
}
