package rockpool.shell.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TableTest {

    private final Table table = new Table("name", "used", "note")
            .row("lab", new Table.Shown("1.5 KiB", 1536), null)
            .row("second", new Table.Shown("12 B", 12), "say \"hi\"");

    @Test
    void aTableThatIsTooWideStandsUpright() {
        Table table = new Table("name", "size").row("lab", 12).row("other", 3);
        assertEquals(table.text(), table.text(11));
        assertEquals("name  lab\nsize  12\n\nname  other\nsize  3", table.text(10));
    }

    @Test
    void whatIsEmptyIsLeftOutWhereThereIsLittleRoom() {
        Table table = new Table("name", "owner", "size").row("lab", null, 12).row("other", "", new Table.Shown("", null));
        assertEquals(table.text(), table.text(18));
        assertEquals("name   size\nlab      12\nother", table.text(17));
        assertEquals("name  lab\nsize  12\n\nname  other", table.text(10));
    }

    @Test
    void numbersStandAtTheRightAndNoLineEndsWithSpaces() {
        assertEquals("""
                name       used  note
                lab     1.5 KiB
                second     12 B  say "hi\"""", table.text());
    }

    @Test
    void aCellIsOneLineAndAsWideAsItIsSeen() {
        Table table = new Table("key", "value").row("two\nlines\t\u001b[2J\u202e", "a").row("日本語🎉", "b").row("e\u0301", "c").row("half \ud83c", "d");
        assertEquals("""
                key                          value
                two\\nlines\\t\\u001b[2J\\u202e  a
                日本語🎉                     b
                e\u0301                            c
                half \\ud83c                  d""", table.text());
        assertEquals("key    日本語🎉\nvalue  b", new Table("key", "value").row("日本語🎉", "b").text(14));
        assertEquals(2, new Table("key", "value").row("日本語🎉", "b").text(15).lines().count());
    }

    @Test
    void jsonHasThePlainNumbersAndEscapedTexts() {
        assertEquals("""
                [{"name": "lab", "used": 1536, "note": ""},
                 {"name": "second", "used": 12, "note": "say \\"hi\\""}]""", table.json());
    }

    @Test
    void anEmptyTableIsAnEmptyArray() {
        assertEquals("[]", new Table("a").json());
    }

    @Test
    void rowsHaveAsManyCellsAsThereAreTitles() {
        assertThrows(IllegalArgumentException.class, () -> table.row("one"));
    }
}
