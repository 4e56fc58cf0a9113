package rockpool.engine.data;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import rockpool.engine.heap.Structure;
import rockpool.engine.pool.PoolDamagedException;

/// Shows buffers, as the lines of a text or sixteen bytes in a row.
final class BufferPages implements Pages {

    private static final int IN_ROW = 16;
    private static final int GROUP = 8;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
    /// The most bytes of a character in UTF-8.
    private static final int CHARACTER = 4;
    private static final int MOST_BYTES = 1 << 28;

    @Override
    public Size size(Looking looking) {
        return size(new SharedBuffer.Range(start(looking), end(looking)));
    }

    static Size size(SharedBuffer.Range there) {
        return new Size(Pages.count(there.length(), "byte") + (there.start() == 0 ? "" : " from " + there.start()), there.length());
    }

    private static long start(Looking looking) {
        return looking.count("the first position of a buffer", BufferBlocks.START);
    }

    private static long end(Looking looking) {
        long start = start(looking);
        return start + Looking.atMost("the length of a buffer", looking.number(BufferBlocks.END) - start, looking.room(0) << 4);
    }

    @Override
    public List<String> titles(Excerpt excerpt) {
        return List.of("position", "bytes");
    }

    @Override
    public void show(Looking looking, Excerpt excerpt) {
        BufferBlocks.BLOCKS.check(looking.source, looking.root);
        long start = start(looking);
        long end = end(looking);
        long from = Math.clamp(excerpt.from() < 0 ? end + excerpt.from() : excerpt.from(), start, end);
        boolean asText = isText(looking, excerpt, from, end);
        long most = (long) excerpt.count() * (asText ? excerpt.width() + 1 : IN_ROW);
        int count = (int) Math.min(end - from, Math.min(most, MOST_BYTES));
        byte[] bytes = looking.guarded(() -> copy(looking, from, count), new byte[0]);
        int shown = asText ? lines(looking, from, bytes, excerpt) : rows(looking, from, bytes);
        if (from + shown < end) {
            looking.goesOnAt(from + shown);
        }
    }

    private static boolean isText(Looking looking, Excerpt excerpt, long from, long end) {
        return switch (excerpt.bytes()) {
            case TEXT -> true;
            case HEX -> false;
            case EITHER -> isText(looking.guarded(() -> copy(looking, from, (int) Math.min(end - from, 1 << 8)), new byte[0]));
        };
    }

    /// Whether bytes are characters that can be printed, but for the last one, which may be cut off.
    private static boolean isText(byte[] bytes) {
        for (int cut = 0; cut < CHARACTER && cut <= bytes.length; cut++) {
            try {
                return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, bytes.length - cut)).chars()
                    .noneMatch(character -> Character.isISOControl(character) && !Character.isWhitespace(character));
            } catch (CharacterCodingException e) {
                // Perhaps the last character is not whole.
            }
        }
        return false;
    }

    private static byte[] copy(Looking looking, long from, int count) {
        byte[] copy = new byte[count];
        MemorySegment to = MemorySegment.ofArray(copy);
        BufferBlocks blocks = BufferBlocks.of(looking.source, looking.root);
        for (int done = 0; done < count; ) {
            long at = from + done;
            if (blocks.blockAt(looking.source, looking.root, at) == Structure.NULL) {
                throw new PoolDamagedException("a buffer, position " + at, "a block of bytes", "none");
            }
            int piece = Math.min(blocks.together(looking.source, looking.root, at), count - done);
            blocks.copy(looking.source, looking.root, at, to, done, Looking.atMost("the bytes of a block", piece, count));
            done += Math.max(1, piece);
        }
        return copy;
    }

    /// @return how many bytes it has shown
    private static int lines(Looking looking, long from, byte[] bytes, Excerpt excerpt) {
        int at = 0;
        for (int line = 0; line < excerpt.count() && at < bytes.length; line++) {
            int end = lineEnd(bytes, at, excerpt.width());
            looking.add(from + at, text(new String(bytes, at, end - at, StandardCharsets.UTF_8)));
            at = end;
        }
        return at;
    }

    /// Behind the end of a line, or in a long one between two characters.
    private static int lineEnd(byte[] bytes, int from, int width) {
        for (int end = from; end < bytes.length; end++) {
            if (end - from >= width && (bytes[end] & 0xC0) != 0x80) {
                return end;
            }
            if (bytes[end] == '\n') {
                return end + 1;
            }
        }
        return bytes.length;
    }

    /// Characters that would move the cursor are shown as in Java.
    private static String text(String line) {
        var text = new StringBuilder();
        line.chars().forEach(character -> text.append(switch (character) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> Character.isISOControl(character) ? String.format("\\u%04x", character) : String.valueOf((char) character);
        }));
        return text.toString();
    }

    private static int rows(Looking looking, long from, byte[] bytes) {
        for (int at = 0; at < bytes.length; at += IN_ROW) {
            looking.add(from + at, row(bytes, at, Math.min(bytes.length, at + IN_ROW)));
        }
        return bytes.length;
    }

    private static String row(byte[] bytes, int from, int to) {
        int middle = Math.min(to, from + GROUP);
        String hex = HEX.formatHex(bytes, from, middle) + (to > middle ? "  " + HEX.formatHex(bytes, middle, to) : "");
        var text = new StringBuilder(String.format("%-" + (3 * IN_ROW) + "s  ", hex));
        for (int i = from; i < to; i++) {
            text.append(bytes[i] >= ' ' && bytes[i] < 0x7F ? (char) bytes[i] : '.');
        }
        return text.toString();
    }
}
