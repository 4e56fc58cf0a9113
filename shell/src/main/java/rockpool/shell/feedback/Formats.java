package rockpool.shell.feedback;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The texts of a mode: for each field formats with selectors, of which the last one that fits counts. `{field}` in a format stands for
/// what that field is then. Never changes; what changes it makes another one.
final class Formats {

    /// A format and to what it applies.
    record Setting(String format, Selector selector) { }

    private static final Pattern FIELD = Pattern.compile("\\{(\\w+)}");

    /// The fields that every mode has.
    static final Formats BARE = new Formats(new TreeMap<>())
            .with("name", "%1$s").with("type", "%2$s").with("value", "%3$s").with("unresolved", "%4$s").with("errors", "%5$s")
            .with("err", "%6$s").with("errorline", "    {err}%n").with("pre", "|  ").with("post", "%n").with("errorpre", "|  ")
            .with("errorpost", "%n");

    private final Map<String, List<Setting>> fields;

    private Formats(Map<String, List<Setting>> fields) {
        this.fields = fields;
    }

    private Formats with(String field, String format) {
        return with(field, format, Selector.ALWAYS);
    }

    /// The same with one more format for a field. Earlier ones that nothing would reach any more are left out.
    Formats with(String field, String format, Selector selector) {
        Map<String, List<Setting>> changed = new TreeMap<>(fields);
        List<Setting> settings = new ArrayList<>(changed.getOrDefault(field, List.of()));
        settings.removeIf(setting -> setting.selector().isWithin(selector));
        settings.add(new Setting(format, selector));
        changed.put(field, List.copyOf(settings));
        return new Formats(changed);
    }

    /// The same formats, if they can be used.
    ///
    /// @throws IllegalArgumentException if a field would need itself, or has a format that [String#format(String, Object...)] does not take
    Formats checked(String field) {
        if (needs(field, field, new HashSet<>())) {
            throw new IllegalArgumentException("the field " + field + " would need itself");
        }
        for (Setting setting : fields.get(field)) {
            try {
                String.format(setting.format(), "", "", "", "", "", "");
            } catch (IllegalFormatException e) {
                throw new IllegalArgumentException("format=" + setting.format() + ": " + e.getMessage()
                        + "; a percent sign is %%, a line end %n", e);
            }
        }
        return this;
    }

    /// The fields with their settings, in alphabetical order.
    Map<String, List<Setting>> fields() {
        return fields;
    }

    /// The format of a field for something, with other fields in braces replaced by theirs; empty if there is none.
    String of(String field, Set<Trait> something) {
        String format = "";
        for (Setting setting : fields.getOrDefault(field, List.of())) {
            format = setting.selector().fits(something) ? setting.format() : format;
        }
        return FIELD.matcher(format).replaceAll(match -> Matcher.quoteReplacement(of(match.group(1), something)));
    }

    /// Whether one of a field's formats needs a field, itself or by way of others.
    private boolean needs(String field, String other, Set<String> seen) {
        return seen.add(field) && fields.getOrDefault(field, List.of()).stream()
                .flatMap(setting -> FIELD.matcher(setting.format()).results())
                .map(match -> match.group(1))
                .anyMatch(needed -> needed.equals(other) || needs(needed, other, seen));
    }
}
