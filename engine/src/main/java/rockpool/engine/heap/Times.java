package rockpool.engine.heap;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/// Values of `java.time` as numbers, of which a block holds eight bytes each.
///
/// | kind | numbers |
/// |---|---|
/// | LOCAL_DATE | day of the epoch |
/// | LOCAL_TIME | nanosecond of the day |
/// | LOCAL_DATE_TIME | day, nanosecond |
/// | INSTANT, DURATION | seconds, nanoseconds |
/// | PERIOD | years, months, days |
/// | OFFSET_TIME | nanosecond, offset in seconds |
/// | OFFSET_DATE_TIME | day, nanosecond, offset |
/// | ZONED_DATE_TIME | day, nanosecond, offset; then the zone's id |
/// | YEAR; YEAR_MONTH; MONTH_DAY | year; year, month; month, day |
/// | ZONE_OFFSET | seconds |
/// | ZONE_REGION | none; the zone's id |
final class Times {

    private Times() {}

    /// The kind of a class, or 0 if it is none of these.
    static int kind(Class<?> type) {
        return switch (type.getName()) {
            case "java.time.LocalDate" -> Kind.LOCAL_DATE;
            case "java.time.LocalTime" -> Kind.LOCAL_TIME;
            case "java.time.LocalDateTime" -> Kind.LOCAL_DATE_TIME;
            case "java.time.Instant" -> Kind.INSTANT;
            case "java.time.Duration" -> Kind.DURATION;
            case "java.time.Period" -> Kind.PERIOD;
            case "java.time.OffsetTime" -> Kind.OFFSET_TIME;
            case "java.time.OffsetDateTime" -> Kind.OFFSET_DATE_TIME;
            case "java.time.ZonedDateTime" -> Kind.ZONED_DATE_TIME;
            case "java.time.Year" -> Kind.YEAR;
            case "java.time.YearMonth" -> Kind.YEAR_MONTH;
            case "java.time.MonthDay" -> Kind.MONTH_DAY;
            case "java.time.ZoneOffset" -> Kind.ZONE_OFFSET;
            case "java.time.ZoneRegion" -> Kind.ZONE_REGION;
            default -> 0;
        };
    }

    static long[] numbers(Object value) {
        return switch (value) {
            case LocalDate v -> of(v.toEpochDay());
            case LocalTime v -> of(v.toNanoOfDay());
            case LocalDateTime v -> of(v.toLocalDate().toEpochDay(), v.toLocalTime().toNanoOfDay());
            case Instant v -> of(v.getEpochSecond(), v.getNano());
            case Duration v -> of(v.getSeconds(), v.getNano());
            case Period v -> of(v.getYears(), v.getMonths(), v.getDays());
            case OffsetTime v -> of(v.toLocalTime().toNanoOfDay(), v.getOffset().getTotalSeconds());
            case OffsetDateTime v -> of(v.toLocalDate().toEpochDay(), v.toLocalTime().toNanoOfDay(), v.getOffset().getTotalSeconds());
            case ZonedDateTime v -> of(v.toLocalDate().toEpochDay(), v.toLocalTime().toNanoOfDay(), v.getOffset().getTotalSeconds());
            case Year v -> of(v.getValue());
            case YearMonth v -> of(v.getYear(), v.getMonthValue());
            case MonthDay v -> of(v.getMonthValue(), v.getDayOfMonth());
            case ZoneOffset v -> of(v.getTotalSeconds());
            case ZoneId v -> of();
            default -> throw new IllegalArgumentException("value=" + value + ": not of java.time");
        };
    }

    private static long[] of(long... numbers) {
        return numbers;
    }

    /// The id behind the numbers, empty if the kind has none.
    static String zone(Object value) {
        return switch (value) {
            case ZonedDateTime v -> v.getZone().getId();
            case ZoneOffset v -> "";
            case ZoneId v -> v.getId();
            default -> "";
        };
    }

    /// How many numbers a kind has.
    static int count(int kind) {
        return switch (kind) {
            case Kind.ZONE_REGION -> 0;
            case Kind.LOCAL_DATE, Kind.LOCAL_TIME, Kind.YEAR, Kind.ZONE_OFFSET -> 1;
            case Kind.PERIOD, Kind.OFFSET_DATE_TIME, Kind.ZONED_DATE_TIME -> 3;
            default -> 2;
        };
    }

    /// @throws java.time.DateTimeException or ArithmeticException if there is no such date or time
    static Object make(int kind, long a, long b, long c, String zone) {
        return switch (kind) {
            case Kind.LOCAL_DATE -> LocalDate.ofEpochDay(a);
            case Kind.LOCAL_TIME -> LocalTime.ofNanoOfDay(a);
            case Kind.LOCAL_DATE_TIME -> dateTime(a, b);
            case Kind.INSTANT -> Instant.ofEpochSecond(a, b);
            case Kind.DURATION -> Duration.ofSeconds(a, b);
            case Kind.PERIOD -> Period.of(Math.toIntExact(a), Math.toIntExact(b), Math.toIntExact(c));
            case Kind.OFFSET_TIME -> LocalTime.ofNanoOfDay(a).atOffset(offset(b));
            case Kind.OFFSET_DATE_TIME -> dateTime(a, b).atOffset(offset(c));
            case Kind.ZONED_DATE_TIME -> ZonedDateTime.ofInstant(dateTime(a, b), offset(c), ZoneId.of(zone));
            case Kind.YEAR -> Year.of(Math.toIntExact(a));
            case Kind.YEAR_MONTH -> YearMonth.of(Math.toIntExact(a), Math.toIntExact(b));
            case Kind.MONTH_DAY -> MonthDay.of(Math.toIntExact(a), Math.toIntExact(b));
            case Kind.ZONE_OFFSET -> offset(a);
            default -> ZoneId.of(zone);
        };
    }

    private static LocalDateTime dateTime(long day, long nano) {
        return LocalDateTime.of(LocalDate.ofEpochDay(day), LocalTime.ofNanoOfDay(nano));
    }

    private static ZoneOffset offset(long seconds) {
        return ZoneOffset.ofTotalSeconds(Math.toIntExact(seconds));
    }
}
