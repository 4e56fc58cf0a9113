package rockpool.shell.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

/// To what formats apply.
class SelectorTest {

    @Test
    void aKindThatIsNotNamedOrOfWhichAllAreDoesNotMatter() {
        assertTrue(Selector.parse("class,enum-added").fits(Set.of(Trait.ENUM, Trait.ADDED, Trait.UPDATE)));
        assertFalse(Selector.parse("class,enum-added").fits(Set.of(Trait.METHOD, Trait.ADDED, Trait.UPDATE)));
        assertFalse(Selector.parse("class-added").fits(Set.of(Trait.CLASS, Trait.DROPPED)));
        assertEquals(Selector.ALWAYS, Selector.parse("primary,update"));
        assertEquals(Selector.ALWAYS, Selector.parse(""));
    }

    @Test
    void aSelectorIsWrittenInTheOrderOfKindsHoweverItWasTyped() {
        assertEquals("class,enum-added,dropped-ok", Selector.parse("ok-dropped,added-enum,class").toString());
        assertEquals("", Selector.ALWAYS.toString());
    }

    @Test
    void oneIsWithinAnotherIfThatAppliesToAllItDoes() {
        assertTrue(Selector.parse("class-added").isWithin(Selector.parse("class,enum")));
        assertFalse(Selector.parse("class,enum").isWithin(Selector.parse("class-added")));
        assertTrue(Selector.parse("class").isWithin(Selector.ALWAYS));
        assertFalse(Selector.ALWAYS.isWithin(Selector.parse("class")));
    }

    @Test
    void whatIsWrongIsNamed() {
        for (String wrong : new String[] {"klass", "class,added", "class-enum", "added-class,ok"}) {
            assertTrue(assertThrows(IllegalArgumentException.class, () -> Selector.parse(wrong)).getMessage().contains(wrong));
        }
    }
}
