package rockpool.shell.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class JavadocTextTest {

    @Test
    void markupIsTakenOutAndLinesAreWrapped() {
        assertEquals(List.of("  Returns the absolute value of an", "  int value, i.e. a < b.", "  - one", "  @param a the argument"),
                JavadocText.of("Returns the {@code absolute} value of an <b>int</b> value,\ni.e. a &lt; b.<ul><li>one</ul>\n"
                        + "@param a the argument", 40).lines().toList());
    }

    @Test
    void nothingIsSaidToBeThereWhereNothingIs() {
        assertEquals("  <no documentation found>", JavadocText.of(null, 80));
    }
}
