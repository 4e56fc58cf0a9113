package rockpool.shell.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import rockpool.shell.command.Assigned;
import rockpool.shell.command.Assignments;

/// What `/set` assigns to in pools: references, elements, what keys stand for, headers, and components of references and headers.
final class Assigning implements Assignments {

    private static final Pattern NAME = Pattern.compile("([\\p{L}_$][\\p{L}\\p{N}_$]*)([\\s\\S]*)");
    /// What stands for the header, in the place of an index or a key.
    private static final String HEADER = "header";

    private static final Kind[] KINDS = {Kind.REFERENCE, Kind.ARRAY, Kind.SHARED_ARRAY, Kind.SHARED_MATRIX, Kind.SHARED_BUFFER, Kind.SHARED_QUEUE,
        Kind.SHARED_BLOCKING_QUEUE, Kind.SHARED_HASH_TABLE, Kind.SHARED_VARIABLE};
    /// Where a kind has nothing but a header to assign to.
    private static final int NO_PLACE = -1;

    private final Lab lab;

    Assigning(Lab lab) {
        this.lab = lab;
    }

    @Override
    public boolean has(String name) {
        return lab.names(KINDS).contains(name);
    }

    @Override
    public List<String> words(List<String> before, String word) {
        if (LabSuggestions.isBeforePool(before)) {
            return LabSuggestions.poolNames();
        }
        List<String> words = LabSuggestions.withoutPool(before);
        ElementWords elements = new ElementWords(lab, LabSuggestions.poolOf(before));
        if (words.isEmpty()) {
            return Stream.of(lab.names(KINDS), List.of("--pool"), elements.inBrackets(word), elements.components(null, word)).flatMap(List::stream).toList();
        }
        if (words.size() == 1 && word.startsWith(HEADER + ".")) {
            return elements.components(words.getFirst(), word);
        }
        boolean isPlace = words.stream().noneMatch(List.of("=", HEADER)::contains);
        return Stream.concat(lab.kind(words.getFirst()).map(kind -> behind(kind, words)).orElse(List.of()).stream(),
                isPlace ? elements.behind(words.getFirst(), words.size() - 1, word).stream() : Stream.empty()).toList();
    }

    /// @param words the name, and what follows it
    private static List<String> behind(Kind kind, List<String> words) {
        int places = switch (kind) {
            case SHARED_ARRAY, SHARED_HASH_TABLE -> 1;
            case SHARED_MATRIX -> 2;
            case REFERENCE, SHARED_VARIABLE -> 0;
            case ARRAY -> words.size() > 1 ? words.size() - 1 : 1;
            default -> NO_PLACE;
        };
        boolean isWhole = words.size() == places + 1 || words.size() == 2 && isHeader(words.get(1));
        boolean hasHeader = words.size() == 1 && (places > 0 || places == NO_PLACE) && kind != Kind.ARRAY;
        return words.contains("=") ? List.of() : isWhole ? List.of("=") : hasHeader ? List.of(HEADER) : List.of();
    }

    @Override
    public int assign(String pool, Assigned what) {
        Matcher place = NAME.matcher(what.place());
        if (!place.matches()) {
            throw new IllegalArgumentException("place=" + what.place() + ": begins with no name; /set scores 3 = 7 is how it is written");
        }
        if (what.value().isEmpty()) {
            throw new IllegalArgumentException("there is no value behind the =; /set " + what.place() + " = 7 is how it is written");
        }
        Target target = Target.of(lab, place.group(1), pool);
        return lab.console().evaluateFor(java(target, place.group(1), place.group(2).strip(), what.value()), false, reason -> "/set: " + reason)
                ? 0 : 1;
    }

    private static boolean isHeader(String where) {
        return where.equals(HEADER) || where.startsWith(HEADER + ".");
    }

    private static String java(Target target, String name, String where, String value) {
        if (target.kind() == Kind.REFERENCE && where.startsWith(".")) {
            return component(target, "view", where.substring(1), value);
        }
        return switch (target.kind()) {
            case REFERENCE -> target.java() + ".set(" + at(target, name, where, 0) + target.takes().asValue(value) + ");";
            case SHARED_VARIABLE -> "{ " + target.java() + ".set(" + at(target, name, where, 0) + target.takes().asValue(value) + "); }";
            case SHARED_ARRAY, SHARED_MATRIX, SHARED_BUFFER, SHARED_QUEUE, SHARED_BLOCKING_QUEUE, SHARED_HASH_TABLE -> isHeader(where)
                    ? header(target, where, value) : element(target, name, where, value);
            case ARRAY -> element(target, name, where, value);
            default -> throw new IllegalArgumentException(target.kind().title() + " " + name
                    + ": has nothing to assign to; references, variables, elements, keys and headers are assigned to");
        };
    }

    private static String header(Target target, String where, String value) {
        return where.equals(HEADER) ? target.java() + ".setHeader(" + value + ");"
                : component(target, "header", where.substring(HEADER.length() + 1), value);
    }

    /// An assignment to a component of a record in place, as one change: numbers as they are, others become values of its heap first.
    private static String component(Target target, String view, String name, String value) {
        if (!NAME.matcher(name).matches() || !NAME.matcher(name).replaceFirst("$2").isEmpty()) {
            throw new IllegalArgumentException("component=" + name + ": not the name of one; /set jobs header.most = 7 is how it is written");
        }
        if (target.kind() == Kind.SHARED_BLOCKING_QUEUE) {
            // Its heap is not to be had, so only numbers are assigned.
            return target.java() + ".header(StructView.class).set(\"" + name + "\", " + value + ");";
        }
        return "{ var at$ = " + target.java() + "; Object value$ = " + value + "; at$.heap().modify(in$ -> { at$." + view + "(StructView.class).set(\""
                + name + "\", value$ instanceof Number || value$ instanceof Boolean || value$ instanceof Character || value$ == null ? value$"
                + " : in$.add(value$)); return null; }); }";
    }

    private static String element(Target target, String name, String where, String value) {
        return switch (target.kind()) {
            case SHARED_ARRAY -> element(target, at(target, name, where, 1), value);
            case SHARED_MATRIX -> element(target, at(target, name, where, 2), value);
            case SHARED_HASH_TABLE -> {
                if (where.isEmpty()) {
                    throw new IllegalArgumentException("hash table " + name + ": which key? /set " + name + " \"key\" = 7 is how it is written");
                }
                yield target.java() + ".replace(" + target.takes().asKey(withoutBrackets(where)) + ", " + target.takes().asValue(value) + ");";
            }
            case ARRAY -> target.java() + ".set(" + at(target, name, where, -1) + value + ");";
            case SHARED_QUEUE, SHARED_BLOCKING_QUEUE -> throw new IllegalArgumentException(target.kind().title() + " " + name + ": its elements stay as they are; /push " + name
                    + " " + value + " adds one, /set " + name + " header = … sets its header");
            default -> throw new IllegalArgumentException("buffer " + name + ": its bytes stay as they are; /push " + name
                    + " " + value + " appends, /set " + name + " header = … sets its header");
        };
    }

    /// An assignment to an element. If it has a variable of its own, the compiler's message names the type that is wanted, not all there
    /// are of `set`; without one, null could be of several types.
    private static String element(Target target, String indexes, String value) {
        String type = target.takes().value();
        if (type == null) {
            return value.equals("null") ? "{ " + target.java() + ".getAndSet(" + indexes + "null); }"
                    : target.java() + ".set(" + indexes + value + ");";
        }
        return "{ " + type + " value$ = " + target.takes().asValue(value) + "; " + target.java() + ".set(" + indexes + "value$); }";
    }

    /// The beginning of a call's arguments: the indexes.
    ///
    /// @param count how many there have to be; -1 for any number but 0
    private static String at(Target target, String name, String where, int count) {
        List<String> indexes = indexes(where);
        if (count < 0 ? indexes.isEmpty() : indexes.size() != count) {
            throw new IllegalArgumentException(target.kind().title() + " " + name + ": place=" + (where.isEmpty() ? "none" : where) + ", but it has "
                    + switch (count) {
                        case 0 -> "one value; /set " + name + " = 7 is how it is written";
                        case 2 -> "a row and a column; /set " + name + " 3 4 = 7 is how it is written";
                        default -> "an index; /set " + name + " 3 = 7 is how it is written";
                    });
        }
        return String.join("", indexes.stream().map(index -> index + ", ").toList());
    }

    /// Indexes are written as `3 4`, `3, 4` or `[3][4]`.
    static List<String> indexes(String where) {
        List<String> indexes = new ArrayList<>();
        int begin = 0;
        int depth = 0;
        for (int at = 0; at <= where.length(); at++) {
            char character = at == where.length() ? ' ' : where.charAt(at);
            if ("([{".indexOf(character) >= 0) {
                depth++;
            } else if (")]}".indexOf(character) >= 0) {
                depth--;
            }
            boolean endsBracket = character == ']' && depth == 0 && where.charAt(begin) == '[';
            if (endsBracket || depth == 0 && (Character.isWhitespace(character) || character == ',')) {
                add(indexes, where.substring(begin, at), endsBracket);
                begin = at + 1;
            }
        }
        return indexes;
    }

    private static void add(List<String> indexes, String index, boolean hasBracket) {
        if (hasBracket) {
            indexes.add(index.substring(1).strip());
        } else if (!index.isEmpty()) {
            indexes.add(index);
        }
    }

    private static String withoutBrackets(String key) {
        return key.startsWith("[") && key.endsWith("]") ? key.substring(1, key.length() - 1) : key;
    }
}
