package rockpool.shell.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What the variables of structures take: `String` and `Long` for a `SharedHashTable<String, Long>`.
///
/// A number as people type it suits any of the boxes: Java itself makes no `Long` and no `Double` of a `3`.
record ValueTypes(List<String> names) {

    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d*\\.\\d+|[+-]?\\d+\\.");
    private static final Pattern USABLE = Pattern.compile("[\\p{L}\\p{N}_$.<>, \\[\\]]+");

    /// @param variable the type of a variable; one without parameters, or with unknown ones, takes anything
    static ValueTypes of(String variable) {
        int open = variable.indexOf('<');
        List<String> names = new ArrayList<>();
        if (open >= 0 && variable.endsWith(">") && USABLE.matcher(variable).matches()) {
            split(variable.substring(open + 1, variable.length() - 1), names);
        }
        return new ValueTypes(names);
    }

    private static void split(String parameters, List<String> names) {
        int begin = 0;
        int depth = 0;
        for (int at = 0; at <= parameters.length(); at++) {
            char character = at == parameters.length() ? ',' : parameters.charAt(at);
            depth += character == '<' ? 1 : character == '>' ? -1 : 0;
            if (character == ',' && depth == 0) {
                names.add(parameters.substring(begin, at).strip());
                begin = at + 1;
            }
        }
    }

    /// The type of the values, the last one; null if it is not known.
    String value() {
        return names.isEmpty() ? null : names.getLast();
    }

    /// An expression for a value.
    String asValue(String expression) {
        return as(value(), expression);
    }

    /// An expression for a key.
    String asKey(String expression) {
        return as(names.size() == 2 ? names.getFirst() : null, expression);
    }

    private static String as(String type, String expression) {
        boolean isWhole = WHOLE.matcher(expression).matches();
        boolean suits = switch (type) {
            case "Long", "Double" -> isWhole;
            case "Float" -> isWhole || DECIMAL.matcher(expression).matches();
            case "Short" -> isWhole && Long.parseLong(expression) == (short) Long.parseLong(expression);
            case "Byte" -> isWhole && Long.parseLong(expression) == (byte) Long.parseLong(expression);
            case null, default -> false;
        };
        if (!suits) {
            return expression;
        }
        return isWhole && type.equals("Long") ? expression + "L" : "(" + type.toLowerCase(Locale.ROOT) + ") " + expression;
    }
}
