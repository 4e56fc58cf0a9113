package rockpool.shell.lab;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/// What somebody may mean who types a key: the text itself, or a number, a character, a truth value or a date that is written so.
final class KeyText {

    private static final List<Function<String, Object>> READINGS = List.of(Integer::valueOf, KeyText::number, Short::valueOf, Byte::valueOf,
            Double::valueOf, Float::valueOf, BigInteger::new, UUID::fromString, LocalDate::parse, Instant::parse);

    private KeyText() { }

    /// All the keys that it may be.
    static List<Object> readings(String text) {
        List<Object> keys = new ArrayList<>(List.of(text));
        if (text.length() == 1) {
            keys.add(text.charAt(0));
        }
        if (text.equals("true") || text.equals("false")) {
            keys.add(Boolean.valueOf(text));
        }
        for (Function<String, Object> reading : READINGS) {
            try {
                keys.add(reading.apply(text));
            } catch (IllegalArgumentException | DateTimeParseException e) {
                // It is no such key.
            }
        }
        return keys;
    }

    private static Object number(String text) {
        return Long.valueOf(text.endsWith("L") ? text.substring(0, text.length() - 1) : text);
    }
}
