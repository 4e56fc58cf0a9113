package rockpool.shell.feedback;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A property of something that is told of: what kind of snippet, what happened to it, and what it still lacks. [Selector]s name them.
public enum Trait {
    IMPORT(Kind.CASE), CLASS(Kind.CASE), INTERFACE(Kind.CASE), ENUM(Kind.CASE), ANNOTATION(Kind.CASE), RECORD(Kind.CASE),
    METHOD(Kind.CASE), VARDECL(Kind.CASE), VARINIT(Kind.CASE), EXPRESSION(Kind.CASE), VARVALUE(Kind.CASE), ASSIGNMENT(Kind.CASE),
    STATEMENT(Kind.CASE),
    ADDED(Kind.ACTION), MODIFIED(Kind.ACTION), REPLACED(Kind.ACTION), OVERWROTE(Kind.ACTION), DROPPED(Kind.ACTION), USED(Kind.ACTION),
    PRIMARY(Kind.WHEN), UPDATE(Kind.WHEN),
    OK(Kind.RESOLUTION), DEFINED(Kind.RESOLUTION), NOTDEFINED(Kind.RESOLUTION),
    UNRESOLVED0(Kind.UNRESOLVED), UNRESOLVED1(Kind.UNRESOLVED), UNRESOLVED2(Kind.UNRESOLVED),
    ERROR0(Kind.ERRORS), ERROR1(Kind.ERRORS), ERROR2(Kind.ERRORS);

    /// What a trait is about. Whatever is told of has one trait of each kind.
    enum Kind { CASE, ACTION, WHEN, RESOLUTION, UNRESOLVED, ERRORS }

    private final Kind kind;

    Trait(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /// The trait as selectors name it.
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Trait> of(String title) {
        return Stream.of(values()).filter(trait -> trait.title().equals(title)).findFirst();
    }

    static Trait unresolved(int names) {
        return names == 0 ? UNRESOLVED0 : names == 1 ? UNRESOLVED1 : UNRESOLVED2;
    }

    static Trait errors(int errors) {
        return errors == 0 ? ERROR0 : errors == 1 ? ERROR1 : ERROR2;
    }
}
