package rockpool.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What is typed behind a command, as words, and words that are misspelt.
class WordsTest {

    @Test
    void quotesKeepBlanksAndAreTakenOff() {
        assertEquals(List.of("a", "b  c", "d\\n e", "f"), Words.of(" a \"b  c\"  'd\\n e' f "));
        assertEquals(List.of("\"open", "end"), Words.of("\"open end"));
    }

    @Test
    void aBackslashInDoubleQuotesIsJavas() {
        assertEquals(List.of("\n> \"\t\\"), Words.of("\"\\n> \\\"\\t\\\\\""));
        assertEquals(List.of("C:\\q"), Words.of("\"C:\\q\""));
    }

    @Test
    void aMisspeltWordIsNearTheOneThatWasMeant() {
        List<String> known = List.of("/spawn", "/save", "/set", "/heap", "/help", "/locks", "/list", "/ps");
        assertEquals(List.of("/spawn"), Spelling.near("/spwan", known));
        assertEquals(List.of("/locks"), Spelling.near("/lokcs", known));
        assertEquals(List.of("/heap", "/help"), Spelling.near("/hep", List.of("/heap", "/help")));
        assertEquals(List.of(), Spelling.near("/nonsense", known));
        assertEquals(List.of(), Spelling.near("/x", known));
    }
}
