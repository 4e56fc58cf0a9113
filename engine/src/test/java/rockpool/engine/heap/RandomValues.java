package rockpool.engine.heap;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/// Random graphs of all the values that a heap takes, with shared parts and cycles.
final class RandomValues {

    sealed interface Shape permits Circle, Square, Group {}

    record Circle(double radius) implements Shape {}

    private record Square(float side, Colour colour) implements Shape {}

    record Group(String name, List<Shape> shapes, Shape first) implements Shape {}

    record Numbers(boolean z, byte b, short s, char c, int i, long j, float f, double d) {}

    record Box<T>(T value, Object again) {}

    record Empty() {}

    record Dates(LocalDate day, ZonedDateTime moment, Duration length, UUID id, BigDecimal price) {}

    enum Colour {
        RED, GREEN {
            @Override
            public String toString() {
                return "green!";
            }
        }, BLUE
    }

    private final Random random;
    private final List<Object> made = new ArrayList<>();
    private int left;

    RandomValues(Random random) {
        this.random = random;
    }

    /// A graph of about so many values.
    Object graph(int size) {
        left = size;
        made.clear();
        if (random.nextInt(4) == 0) {
            return value(0);
        }
        List<Object> several = kept(new ArrayList<>());
        while (left > 0) {
            several.add(value(0));
        }
        return several;
    }

    private Object value(int depth) {
        left--;
        if (left < 0 || depth > 60) {
            return leaf();
        }
        if (!made.isEmpty() && random.nextInt(6) == 0) {
            return made.get(random.nextInt(made.size()));
        }
        return random.nextInt(3) == 0 ? leaf() : composite(depth + 1);
    }

    private Object composite(int depth) {
        return switch (random.nextInt(14)) {
            case 0 -> list(depth);
            case 1 -> fill(kept(new Object[random.nextInt(4)]), depth);
            case 2 -> fill(kept(new Object[random.nextInt(3)][random.nextInt(3)]), depth);
            case 3 -> kept(new Box<>(value(depth), value(depth)));
            case 4 -> kept(group(depth));
            case 5 -> map(depth);
            case 6 -> set();
            case 7 -> kept(sorted());
            case 8 -> Optional.ofNullable(value(depth));
            case 9 -> kept(packed());
            case 10 -> kept(primitives());
            case 11 -> new Dates(LocalDate.ofEpochDay(random.nextInt(100_000)), moment(), Duration.ofNanos(random.nextLong()),
                    id(), price());
            case 12 -> numbers();
            default -> kept(new Shape[] {new Circle(random.nextDouble()), null, square()});
        };
    }

    private <T> T kept(T value) {
        made.add(value);
        return value;
    }

    private Object list(int depth) {
        List<Object> list = kept(new ArrayList<>());
        int size = random.nextInt(5);
        for (int i = 0; i < size; i++) {
            list.add(value(depth));
        }
        return list;
    }

    private Object fill(Object[] array, int depth) {
        for (int i = 0; i < array.length; i++) {
            array[i] = array instanceof Object[][] ? new Object[] {value(depth)} : value(depth);
        }
        return array;
    }

    private Group group(int depth) {
        var shapes = new ArrayList<Shape>();
        Shape first = random.nextBoolean() ? square() : new Circle(depth);
        shapes.add(first);
        shapes.add(null);
        if (depth < 20 && random.nextBoolean()) {
            shapes.add(group(depth + 1));
        }
        return new Group(text(), shapes, first);
    }

    private Square square() {
        return new Square(random.nextFloat(), Colour.values()[random.nextInt(3)]);
    }

    private Object map(int depth) {
        Map<Object, Object> map = kept(random.nextBoolean() ? new LinkedHashMap<>() : new HashMap<>());
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            map.put(random.nextInt(5) == 0 ? null : random.nextBoolean() ? text() : leafKey(), value(depth));
        }
        return map;
    }

    private Object leafKey() {
        return switch (random.nextInt(5)) {
            case 0 -> new Circle(random.nextInt());
            case 1 -> Colour.BLUE;
            case 2 -> List.of(1, "x", 2.5);
            case 3 -> Set.of(random.nextLong());
            default -> random.nextLong();
        };
    }

    private Object set() {
        Set<Object> set = kept(new LinkedHashSet<>());
        int size = random.nextInt(5);
        for (int i = 0; i < size; i++) {
            set.add(random.nextInt(5) == 0 ? null : leafKey());
        }
        return set;
    }

    private Object sorted() {
        return switch (random.nextInt(4)) {
            case 0 -> new TreeSet<>(List.of(text(), text(), "m"));
            case 1 -> {
                var reversed = new TreeSet<Integer>(Collections.reverseOrder());
                Collections.addAll(reversed, random.nextInt(), random.nextInt(), 5);
                yield reversed;
            }
            case 2 -> new TreeMap<>(Map.of(random.nextInt(), text(), 3, "three"));
            default -> new TreeMap<>(Map.of("b", 1L, "a", 2L)).descendingMap();
        };
    }

    private Object packed() {
        return switch (random.nextInt(4)) {
            case 0 -> random.ints(random.nextInt(20)).boxed().toList();
            case 1 -> random.longs(random.nextInt(20)).boxed().toList();
            case 2 -> random.doubles(random.nextInt(20)).boxed().toList();
            default -> new ArrayList<>(List.of(1, 2L, 3.0));
        };
    }

    private Object primitives() {
        int length = random.nextInt(10);
        return switch (random.nextInt(9)) {
            case 0 -> random.ints(length).toArray();
            case 1 -> random.longs(length).toArray();
            case 2 -> random.doubles(length).toArray();
            case 3 -> new float[] {random.nextFloat(), Float.NaN};
            case 4 -> text().toCharArray();
            case 5 -> new boolean[] {random.nextBoolean(), true, false};
            case 6 -> new short[] {(short) random.nextInt(), -1};
            case 7 -> new int[][] {{1, random.nextInt()}, null, {}};
            default -> {
                byte[] bytes = new byte[length];
                random.nextBytes(bytes);
                yield bytes;
            }
        };
    }

    private Numbers numbers() {
        return new Numbers(random.nextBoolean(), (byte) random.nextInt(), (short) random.nextInt(), (char) random.nextInt(),
            random.nextInt(), random.nextLong(), random.nextFloat(), random.nextDouble());
    }

    /// Any sequence of characters: short ones, long ones, lone halves of surrogate pairs.
    String text() {
        int length = random.nextInt(4) == 0 ? random.nextInt(200) : random.nextInt(12);
        int most = random.nextBoolean() ? 0x7F : random.nextBoolean() ? 0x100 : 0x10000;
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) random.nextInt(most));
        }
        return text.toString();
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private BigDecimal price() {
        return new BigDecimal(new BigInteger(random.nextInt(1, 200), random), random.nextInt(-20, 20));
    }

    private ZonedDateTime moment() {
        var zones = List.of("Europe/Berlin", "America/New_York", "UTC", "+03:00", "Asia/Kolkata");
        return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)).atZone(ZoneId.of(zones.get(random.nextInt(5))));
    }

    private Object leaf() {
        return random.nextBoolean() ? small() : random.nextBoolean() ? date() : big();
    }

    private Object small() {
        return switch (random.nextInt(12)) {
            case 0 -> null;
            case 1 -> random.nextInt();
            case 2 -> random.nextBoolean() ? random.nextLong() : (Long) (long) random.nextInt();
            case 3 -> random.nextBoolean() ? random.nextDouble() : (Double) (double) random.nextInt();
            case 4 -> random.nextFloat();
            case 5 -> (short) random.nextInt();
            case 6 -> (byte) random.nextInt();
            case 7 -> (char) random.nextInt();
            case 8 -> random.nextBoolean();
            case 9 -> Colour.values()[random.nextInt(3)];
            case 10 -> DayOfWeek.of(random.nextInt(1, 8));
            default -> text();
        };
    }

    private Object big() {
        return switch (random.nextInt(7)) {
            case 0 -> new BigInteger(random.nextInt(1, 300), random).negate();
            case 1 -> price();
            case 2 -> id();
            case 3 -> random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt());
            case 4 -> OptionalLong.of(random.nextLong());
            case 5 -> random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(random.nextDouble());
            default -> random.nextBoolean() ? new Empty() : Optional.empty();
        };
    }

    private Object date() {
        var moment = moment();
        return switch (random.nextInt(15)) {
            case 0 -> moment.toLocalDate();
            case 1 -> moment.toLocalTime();
            case 2 -> moment.toLocalDateTime();
            case 3 -> moment.toInstant();
            case 4 -> Duration.ofSeconds(random.nextLong(), random.nextInt(1_000_000));
            case 5 -> Period.of(random.nextInt(), random.nextInt(), random.nextInt());
            case 6 -> OffsetTime.of(moment.toLocalTime(), ZoneOffset.ofHours(random.nextInt(-18, 19)));
            case 7 -> moment.toOffsetDateTime();
            case 8 -> moment;
            case 9 -> Year.of(random.nextInt(-1000, 3000));
            case 10 -> YearMonth.of(random.nextInt(3000), random.nextInt(1, 13));
            case 11 -> MonthDay.of(random.nextInt(1, 13), random.nextInt(1, 29));
            case 12 -> ZoneOffset.ofHours(random.nextInt(-18, 19));
            case 13 -> ZoneId.of("Europe/Paris");
            default -> random.nextBoolean() ? LocalTime.MAX : random.nextBoolean() ? LocalDateTime.MIN : OffsetDateTime.MAX;
        };
    }
}
