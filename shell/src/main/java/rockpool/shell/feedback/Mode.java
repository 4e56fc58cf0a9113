package rockpool.shell.feedback;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// One way of giving feedback: what is said of a snippet, in which words, and the prompts. Never changes.
public final class Mode {

    static final String TRUNCATION = "<truncation>";
    private static final String SEPARATOR = "\u001e";
    private static final int SHORTEST_WITH_GAP = 14;
    private static final String GAP = " ... ";

    private final String name;
    private final boolean chatty;
    private final boolean predefined;
    private final String prompt;
    private final String continuation;
    private final Supplier<Formats> formats;

    private Mode(String name, boolean chatty, boolean predefined, String prompt, String continuation, Supplier<Formats> formats) {
        this.name = name;
        this.chatty = chatty;
        this.predefined = predefined;
        this.prompt = prompt;
        this.continuation = continuation;
        this.formats = formats;
    }

    /// A mode that cannot be changed.
    ///
    /// @param formats asked when something is first told
    static Mode predefined(String name, boolean chatty, String prompt, String continuation, Supplier<Formats> formats) {
        return new Mode(name, chatty, true, prompt, continuation, formats);
    }

    /// A mode that says nothing of snippets until it has formats.
    static Mode bare(String name, boolean chatty) {
        return new Mode(name, chatty, false, "\n-> ", ">> ", () -> Formats.BARE);
    }

    /// A mode like this one.
    Mode named(String other, boolean chattyToo) {
        return new Mode(other, chattyToo, false, prompt, continuation, formats);
    }

    public Mode withPrompts(String first, String next) {
        return new Mode(name, chatty, predefined, first, next, formats);
    }

    /// With one more format of a field, for what the selectors say, or for everything if there are none.
    ///
    /// @throws IllegalArgumentException if one of the selectors is none, or the format cannot be used
    public Mode withFormat(String field, String format, List<String> selectors) {
        Formats changed = formats.get();
        for (String selector : selectors.isEmpty() ? List.of("") : selectors) {
            changed = changed.with(field, format, Selector.parse(selector));
        }
        Formats result = changed.checked(field);
        return new Mode(name, chatty, predefined, prompt, continuation, () -> result);
    }

    /// With another length of values, for what the selectors say.
    public Mode withTruncation(int length, List<String> selectors) {
        return withFormat(TRUNCATION, Integer.toString(length), selectors);
    }

    public String name() {
        return name;
    }

    /// Whether commands confirm what they did.
    public boolean chatty() {
        return chatty;
    }

    public boolean predefined() {
        return predefined;
    }

    /// What stands before a new line; `%s` is the id of the next snippet.
    public String prompt() {
        return prompt;
    }

    /// What stands before a line that goes on.
    public String continuation() {
        return continuation;
    }

    /// The settings of the fields, as `/set format` would take them after the mode's name, all or one field's.
    ///
    /// @param field null for all but truncation
    public List<String> formats(String field) {
        List<String> lines = new ArrayList<>();
        formats.get().fields().forEach((key, settings) -> {
            if (field == null ? !key.equals(TRUNCATION) : key.equals(field)) {
                settings.forEach(setting -> lines.add(
                        (key + " " + quote(setting.format()) + " " + setting.selector()).stripTrailing()));
            }
        });
        return lines;
    }

    /// The lengths, as `/set truncation` would take them after the mode's name.
    public List<String> truncations() {
        return formats.get().fields().getOrDefault(TRUNCATION, List.of()).stream()
                .map(setting -> (setting.format() + " " + setting.selector()).stripTrailing()).toList();
    }

    public boolean hasField(String field) {
        return formats.get().fields().containsKey(field);
    }

    /// What stands before what commands say.
    public String margin() {
        return String.format(formats.get().of("pre", Set.of()));
    }

    /// What stands before errors.
    public String errorMargin() {
        return String.format(formats.get().of("errorpre", Set.of()));
    }

    /// A field, for something that is told of.
    String field(String field, Told told) {
        return told.field(formats.get(), field, told.value() == null ? "" : truncate(told.value(), told.traits()));
    }

    /// The text of a value, as long as the mode allows where a value was asked for.
    public String truncate(String value) {
        return truncate(value, Set.of(Trait.VARVALUE, Trait.ADDED, Trait.PRIMARY, Trait.OK, Trait.UNRESOLVED0, Trait.ERROR0));
    }

    private String truncate(String value, Set<Trait> traits) {
        String length = formats.get().of(TRUNCATION, traits);
        return length.isEmpty() ? value : shorten(value, Integer.parseInt(length));
    }

    /// Shortens a text in the middle.
    static String shorten(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        if (length < SHORTEST_WITH_GAP) {
            return text.substring(0, length);
        }
        int tail = length / 3;
        return text.substring(0, length - tail - GAP.length()) + GAP + text.substring(text.length() - tail);
    }

    /// A text as a Java literal.
    public static String quote(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            literal.append(switch (c) {
                case '\n' -> "\\n";
                case '\r' -> "\\r";
                case '\t' -> "\\t";
                case '"' -> "\\\"";
                case '\\' -> "\\\\";
                default -> c < ' ' ? String.format("\\%o", (int) c) : String.valueOf(c);
            });
        }
        return literal.append('"').toString();
    }

    /// The mode as a text from which [#decode(String)] makes it again.
    public String encode() {
        List<String> parts = new ArrayList<>(List.of(name, Boolean.toString(chatty), prompt, continuation));
        for (Map.Entry<String, List<Formats.Setting>> field : formats.get().fields().entrySet()) {
            for (Formats.Setting setting : field.getValue()) {
                parts.addAll(List.of(field.getKey(), setting.format(), setting.selector().toString()));
            }
        }
        return String.join(SEPARATOR, parts);
    }

    /// @throws IllegalArgumentException if the text is not from [#encode()]
    public static Mode decode(String text) {
        List<String> parts = List.of(text.split(SEPARATOR, -1));
        if (parts.size() < 4 || parts.size() % 3 != 1) {
            throw new IllegalArgumentException("retained mode=" + text + " is not a mode");
        }
        Formats formats = Formats.BARE;
        Iterator<String> rest = parts.listIterator(4);
        while (rest.hasNext()) {
            formats = formats.with(rest.next(), rest.next(), Selector.parse(rest.next()));
        }
        Formats all = formats;
        return new Mode(parts.get(0), Boolean.parseBoolean(parts.get(1)), false, parts.get(2), parts.get(3), () -> all);
    }
}
