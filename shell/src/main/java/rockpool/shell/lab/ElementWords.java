package rockpool.shell.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import rockpool.engine.data.StructureImage;
import rockpool.engine.pool.Pool;

/// What can stand for an element behind the name of a structure: indexes, the first keys of a hash table as Java, components of a header.
/// They are read from the pool without a lock, and a structure of ten millions takes no longer than a small one.
final class ElementWords {

    /// Of the keys so many are shown; of those that begin with what was typed the first are looked for among so many.
    private static final int KEYS = 20;
    private static final int KEYS_LOOKED_AT = 1000;
    private static final int DIGITS = 10;
    /// A name, whole indexes behind it, and the beginning of the next one.
    private static final Pattern BRACKETS = Pattern.compile("([\\p{L}_$][\\p{L}\\p{N}_$]*)((?:\\[[^\\[\\]]*])*)\\[([^\\]]*)");

    private final Lab lab;
    private final String pool;

    /// @param pool in which to look, null for all
    ElementWords(Lab lab, String pool) {
        this.lab = lab;
        this.pool = pool;
    }

    /// What can stand behind a name.
    ///
    /// @param dimension of how many dimensions an index has been given
    /// @param word what was typed of the next one
    List<String> behind(String name, int dimension, String word) {
        List<String> words = new ArrayList<>();
        forEachImage(name, image -> {
            if (dimension < image.dimensions().size()) {
                words.addAll(indexes(image.dimensions().get(dimension), word));
            } else if (dimension == 0) {
                image.keys(KEYS_LOOKED_AT).stream().filter(key -> key.startsWith(word)).limit(KEYS).forEach(words::add);
            }
        });
        return words;
    }

    /// The same in brackets, for a word such as `grid[3][`; none if it is no such word.
    List<String> inBrackets(String word) {
        Matcher matcher = BRACKETS.matcher(word);
        if (!matcher.matches()) {
            return List.of();
        }
        String before = word.substring(0, matcher.start(3));
        int dimension = (int) matcher.group(2).chars().filter(character -> character == '[').count();
        return behind(matcher.group(1), dimension, matcher.group(3)).stream().map(element -> before + element + "]").toList();
    }

    /// A header's or a value's components behind a dot, for a word such as `header.mo` or `account.`; none if it is no such word.
    ///
    /// @param name of the structure whose header it is; null for a reference, which the word itself names
    List<String> components(String name, String word) {
        int dot = word.indexOf('.');
        if (dot <= 0) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        forEachImage(name == null ? word.substring(0, dot) : name, image -> {
            if (name != null || image.kind() == StructureImage.Kind.REFERENCE) {
                image.components().forEach(component -> words.add(word.substring(0, dot + 1) + component));
            }
        });
        return words;
    }

    private void forEachImage(String name, Consumer<StructureImage> action) {
        lab.forEachView(Pool.list().stream().filter(one -> pool == null || one.name().equals(pool)).toList(),
                view -> StructureImage.find(view, name).ifPresent(action));
    }

    /// The indexes that begin with what was typed: itself, and those with one digit more.
    private static List<String> indexes(long length, String typed) {
        if (!typed.matches("0?|[1-9]\\d{0,16}")) {
            return List.of();
        }
        LongStream longer = typed.equals("0") ? LongStream.empty()
                : LongStream.range(0, DIGITS).map(digit -> typed.isEmpty() ? digit : Long.parseLong(typed) * DIGITS + digit);
        return Stream.concat(Stream.of(typed).filter(text -> !text.isEmpty() && Long.parseLong(text) < length),
                longer.filter(index -> index < length).mapToObj(Long::toString)).toList();
    }
}
