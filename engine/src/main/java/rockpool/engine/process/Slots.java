package rockpool.engine.process;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.UUID;

/// How a place that can hold any value looks as bytes: a tag, then the value itself if it has no identity worth keeping, else the number
/// of its node.
///
/// Class names are written once each: a number stands for the class.
final class Slots {

    static final int NULL = 0;
    static final int TRUE = 1;
    static final int FALSE = 2;
    static final int INTEGER = 3;
    static final int LONG = 4;
    static final int SHORT = 5;
    static final int BYTE = 6;
    static final int CHARACTER = 7;
    static final int FLOAT = 8;
    static final int DOUBLE = 9;
    static final int STRING = 10;
    static final int ENUM = 11;
    static final int CLASS = 12;
    static final int NODE = 13;
    static final int BIG_INTEGER = 14;
    static final int BIG_DECIMAL = 15;
    static final int UNIQUE_ID = 16;
    static final int DATE = 17;
    static final int TIME = 18;
    static final int DATE_TIME = 19;
    static final int INSTANT = 20;
    static final int DURATION = 21;

    private Slots() {}

    /// Writes a value that has no identity and mentions no class. What tasks give most often goes past the switch, which a new JVM has to
    /// link first.
    ///
    /// @return false if it is not such a value
    static boolean writeLeaf(Output out, Object value) {
        if (value == null) {
            out.octet(NULL);
        } else if (value instanceof String text) {
            out.octet(STRING).text(text);
        } else if (value instanceof Integer number) {
            out.octet(INTEGER).signed(number);
        } else if (value instanceof Long number) {
            out.octet(LONG).signed(number);
        } else if (value instanceof Boolean flag) {
            out.octet(flag ? TRUE : FALSE);
        } else if (value instanceof Double number) {
            out.octet(DOUBLE).word(Double.doubleToRawLongBits(number));
        } else {
            return writeRareLeaf(out, value);
        }
        return true;
    }

    private static boolean writeRareLeaf(Output out, Object value) {
        switch (value) {
            case Float number -> out.octet(FLOAT).number(Float.floatToRawIntBits(number) & 0xFFFF_FFFFL);
            case Short number -> out.octet(SHORT).signed(number);
            case Byte number -> out.octet(BYTE).octet(number);
            case Character letter -> out.octet(CHARACTER).number(letter);
            case UUID id -> out.octet(UNIQUE_ID).word(id.getMostSignificantBits()).word(id.getLeastSignificantBits());
            case LocalDate date -> out.octet(DATE).signed(date.toEpochDay());
            case LocalTime time -> out.octet(TIME).number(time.toNanoOfDay());
            case LocalDateTime time ->
                out.octet(DATE_TIME).signed(time.toLocalDate().toEpochDay()).number(time.toLocalTime().toNanoOfDay());
            case Instant instant -> out.octet(INSTANT).signed(instant.getEpochSecond()).number(instant.getNano());
            case Duration duration -> out.octet(DURATION).signed(duration.getSeconds()).number(duration.getNano());
            case BigInteger number when number.getClass() == BigInteger.class -> out.octet(BIG_INTEGER).block(number.toByteArray());
            case BigDecimal number when number.getClass() == BigDecimal.class ->
                out.octet(BIG_DECIMAL).block(number.unscaledValue().toByteArray()).signed(number.scale());
            default -> {
                return false;
            }
        }
        return true;
    }

    static Object readLeaf(Input in, int tag) throws IOException {
        return switch (tag) {
            case NULL -> null;
            case TRUE -> Boolean.TRUE;
            case FALSE -> Boolean.FALSE;
            case INTEGER -> (int) in.signed();
            case LONG -> in.signed();
            case SHORT -> (short) in.signed();
            case BYTE -> (byte) in.octet();
            case CHARACTER -> (char) in.number();
            case FLOAT -> Float.intBitsToFloat((int) in.number());
            case DOUBLE -> Double.longBitsToDouble(in.word());
            case STRING -> in.text();
            case BIG_INTEGER -> new BigInteger(in.block());
            case BIG_DECIMAL -> new BigDecimal(new BigInteger(in.block()), (int) in.signed());
            case UNIQUE_ID -> new UUID(in.word(), in.word());
            case DATE -> LocalDate.ofEpochDay(in.signed());
            case TIME -> LocalTime.ofNanoOfDay(in.number());
            case DATE_TIME -> LocalDateTime.of(LocalDate.ofEpochDay(in.signed()), LocalTime.ofNanoOfDay(in.number()));
            case INSTANT -> Instant.ofEpochSecond(in.signed(), in.number());
            case DURATION -> Duration.ofSeconds(in.signed(), in.number());
            default -> throw new IOException("tag=" + tag + ": no such tag of a value");
        };
    }
}
