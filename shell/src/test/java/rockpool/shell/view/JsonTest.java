package rockpool.shell.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void valuesAreWrittenByTheirKind() {
        assertEquals("null", Json.of(null));
        assertEquals("3", Json.of(3));
        assertEquals("true", Json.of(true));
        assertEquals("[1, \"a\"]", Json.of(List.of(1, "a")));
        assertEquals("{\"k\": [2]}", Json.of(Map.of("k", List.of(2))));
    }

    @Test
    void controlCharactersAreEscaped() {
        assertEquals("\"a\\\"\\\\\\n\\t\\u0001\"", Json.quote("a\"\\\n\t\u0001"));
    }
}
