package rockpool.shell.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What modes make of what they are told.
class ModeTest {

    private static final Set<Trait> CREATED =
            Set.of(Trait.VARINIT, Trait.ADDED, Trait.PRIMARY, Trait.OK, Trait.UNRESOLVED0, Trait.ERROR0);

    @Test
    void aModeComesBackFromItsText() {
        Mode mode = Predefined.NORMAL.named("mine", false).withPrompts("\n%s> ", "").withTruncation(7, List.of("varvalue"))
                .withFormat("display", "a:b\u001d{name}", List.of("class-added", "enum"));
        Mode again = Mode.decode(mode.encode());
        assertEquals(mode.encode(), again.encode());
        assertEquals(mode.formats(null), again.formats(null));
        assertEquals(mode.truncations(), again.truncations());
        assertEquals("\n%s> ", again.prompt());
        assertThrows(IllegalArgumentException.class, () -> Mode.decode("mine"));
    }

    @Test
    void theLastFormatThatFitsCounts() {
        Told told = new Told(CREATED, "x", "int", "40", "", List.of());
        Mode mode = Mode.bare("mine", true).withFormat("display", "{name}", List.of("varinit"))
                .withFormat("display", "no", List.of("class")).withFormat("value", "%3$s%%", List.of());
        assertEquals("x", mode.field("display", told));
        assertEquals("40% of x", mode.withFormat("display", "{value} of {name}{nothing}", List.of("added")).field("display", told));
        assertEquals(List.of("display \"last\""), mode.withFormat("display", "last", List.of()).formats("display"));
        assertEquals("x ==> 40\n", Predefined.NORMAL.field("display", told));
        assertEquals("x ==> 40\n|  created variable x : int\n", mode("verbose").field("display", told));
        assertEquals("", mode("concise").field("display", told));
        assertEquals("", mode("silent").field("display", told));
    }

    private static Mode mode(String name) {
        return new Feedback().find(name);
    }

    @Test
    void valuesAreShortenedInTheMiddle() {
        assertEquals("abcdefghij", Mode.shorten("abcdefghij", 10));
        assertEquals("abc", Mode.shorten("abcdefghij", 3));
        assertEquals("abcde ... qrst", Mode.shorten("abcdefghijklmnopqrst", 14));
    }

    @Test
    void aFormatThatCannotBeUsedIsRefused() {
        Mode mode = Mode.bare("mine", true).withFormat("a", "{b}", List.of());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> mode.withFormat("b", "{a}", List.of("class"))).getMessage()
                .contains("would need itself"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> mode.withFormat("display", "100%", List.of())).getMessage()
                .contains("a percent sign is %%"));
    }
}
