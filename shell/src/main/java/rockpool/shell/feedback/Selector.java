package rockpool.shell.feedback;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// To what a format applies: `added,modified-primary` is everything that has one of the first two traits and the third. A kind that is not
/// mentioned, or of which all traits are, does not matter.
///
/// @param traits of each kind that matters those that are wanted
record Selector(Set<Trait> traits) {

    /// Applies to everything.
    static final Selector ALWAYS = new Selector(Set.of());

    /// @throws IllegalArgumentException if a word is no trait, or kinds are mixed or repeated
    static Selector parse(String text) {
        EnumSet<Trait> traits = EnumSet.noneOf(Trait.class);
        EnumSet<Trait.Kind> seen = EnumSet.noneOf(Trait.Kind.class);
        for (String part : text.split("-")) {
            List<Trait> of = Stream.of(part.split(",")).filter(word -> !word.isEmpty()).map(word -> trait(word, text)).toList();
            if (of.stream().map(Trait::kind).distinct().count() > 1) {
                throw new IllegalArgumentException("selector=" + text + " mixes different kinds in " + part
                        + "; a - separates kinds, a comma the words of one");
            }
            if (!of.isEmpty() && !seen.add(of.getFirst().kind())) {
                throw new IllegalArgumentException("selector=" + text + " has the kind of " + part + " twice");
            }
            traits.addAll(of);
        }
        return of(traits);
    }

    private static Trait trait(String word, String text) {
        return Trait.of(word).orElseThrow(() -> new IllegalArgumentException("selector=" + text + " has " + word + "; the words are "
                + Stream.of(Trait.values()).map(Trait::title).collect(Collectors.joining(", "))));
    }

    private static Selector of(Set<Trait> traits) {
        EnumSet<Trait> wanted = EnumSet.noneOf(Trait.class);
        for (Trait.Kind kind : Trait.Kind.values()) {
            Set<Trait> some = ofKind(traits, kind);
            if (!some.equals(ofKind(EnumSet.allOf(Trait.class), kind))) {
                wanted.addAll(some);
            }
        }
        return new Selector(wanted);
    }

    /// Whether a format with this selector is for something that has these traits. A kind of which it has none does not matter.
    boolean fits(Set<Trait> something) {
        return something.stream().allMatch(trait -> traits.contains(trait) || ofKind(traits, trait.kind()).isEmpty());
    }

    /// Whether the other selector applies to everything that this one does.
    boolean isWithin(Selector other) {
        for (Trait.Kind kind : Trait.Kind.values()) {
            Set<Trait> theirs = ofKind(other.traits, kind);
            Set<Trait> ours = ofKind(traits, kind);
            if (!theirs.isEmpty() && (ours.isEmpty() || !theirs.containsAll(ours))) {
                return false;
            }
        }
        return true;
    }

    private static Set<Trait> ofKind(Set<Trait> traits, Trait.Kind kind) {
        return traits.stream().filter(trait -> trait.kind() == kind).collect(Collectors.toSet());
    }

    /// The text that [#parse(String)] takes.
    @Override
    public String toString() {
        return Stream.of(Trait.Kind.values())
                .map(kind -> ofKind(traits, kind).stream().sorted().map(Trait::title).collect(Collectors.joining(",")))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("-"));
    }
}
