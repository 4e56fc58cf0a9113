package rockpool.engine.heap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The shared format in literal numbers, so that it changes only deliberately.
class FormatTest {

    record Mixed(byte b, String s, int i, double d, char c, boolean z, List<String> l) {}

    enum Two { ONE, OTHER }

    @Test
    void wordsHaveTheirLiteralForms() {
        assertEquals(0x0000_0005_0000_0001L, Words.of(5));
        assertEquals(0xFFFF_FFFF_0000_0001L, Words.of(-1));
        assertEquals(0x0000_0001_0000_0009L, Words.of(true));
        assertEquals(0x0000_0041_0000_0007L, Words.ofInt(Words.CHARACTER, 'A'));
        assertEquals(0x3F80_0000_0000_000BL, Words.of(1.0f));
        assertEquals(0x0000_0000_0000_050DL, Words.of(5L));
        assertEquals(0x3FF0_0000_0000_000FL, Words.of(1.0));
        assertEquals(0x0000_0002_0000_0311L, Words.ofEnum(3, 2));
        assertEquals(0x0000_0000_6E6E_6173L, Words.of("ann"));
        assertEquals(0x0000_0000_0000_0013L, Words.of(""));
        assertEquals(0, Words.of("12345678"));
        assertEquals(0, Words.of("\u0100"));
        assertEquals(0, Words.of(1L << 55));
        assertEquals(0, Words.of(Math.PI));
    }

    @Test
    void componentsLieByFallingSize() {
        var shape = (RecordShape) Shape.of(Mixed.class);
        TypeInfo info = TypeInfo.of(7, shape.descriptor);
        assertArrayEquals(new int[] {30, 0, 24, 8, 28, 31, 16}, info.offsets);
        assertArrayEquals(new int[] {0, 16}, info.referenceOffsets);
        assertEquals(32, info.bytes);
        assertEquals(TypeInfo.FIELDS, info.shape);
    }

    @Test
    void descriptionsHaveTheirLiteralForm() {
        var two = (EnumShape) Shape.of(Two.class);
        assertEquals("02" + hex("rockpool.engine.heap.FormatTest.Two") + "0002" + hex("ONE") + hex("OTHER"),
            HexFormat.of().formatHex(two.descriptor.encode()));
        byte[] bytes = TypeDescriptor.of(Kind.RECORD, "A", List.of(new TypeDescriptor.Part("x", "int"))).encode();
        assertEquals("01" + hex("A") + "0001" + hex("x") + hex("int"), HexFormat.of().formatHex(bytes));
        assertSame(two.descriptor, TypeDescriptor.decode(two.descriptor.encode()));
    }

    private static String hex(String text) {
        return "%04x".formatted(text.length()) + HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    @Test
    void builtInTypesHaveTheirLiteralNumbers() {
        assertEquals(0xFFFF10, Types.builtIn(Kind.LATIN1).id);
        assertEquals(0xFFFF28, Types.builtIn(Kind.HANDLE).id);
        assertEquals(0xFFFF34, Types.builtIn(Kind.INTS).id);
        assertEquals(0xFFFF40, Types.builtIn(Kind.LIST).id);
        assertEquals(0xFFFF47, Types.builtIn(Kind.REVERSED_MAP).id);
    }

    @Test
    void bytesThatDescribeNoTypeAreRefused() {
        for (String bytes : List.of("", "07", "01", "010001", "01000141ffff", "0100014100010001")) {
            assertThrows(IllegalArgumentException.class, () -> TypeDescriptor.decode(HexFormat.of().parseHex(bytes)), bytes);
        }
    }

    @Test
    void sourceNamesLeaveTheWrapperOfASnippetOut() {
        assertEquals("Account", TypeNames.simple("rockpool.Bank$1Account"));
        assertEquals("Account", TypeNames.simple("Bank.Account"));
        assertEquals("rockpool.engine.heap.FormatTest.Mixed", TypeNames.of(Mixed.class));
        assertEquals("int[][]", TypeNames.of(int[][].class));
    }
}
