package rockpool.shell.command;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What `/set` can set, with what `/help set` tells about it.
enum SetSubject {

    EDITOR(List.of("-retain", "-default", "-delete", "-wait"), """
            /set editor [-retain] [-wait] COMMAND [ARGUMENT…]
            /set editor [-retain] -default
            /set editor [-retain] -delete
            The program that /edit runs. -default is what JSHELLEDITOR, VISUAL or EDITOR names, or vi; -delete goes back to
            what was retained, and with -retain forgets that. -wait is for a program that returns before editing is done.""",
            "/set editor nano"),
    START(List.of("-retain", "-default", "-none"), """
            /set start [-retain] FILE…
            /set start [-retain] -default
            /set start [-retain] -none
            What sessions evaluate first. DEFAULT, JAVASE and PRINTING are built-in files; the engine's imports are in
            DEFAULT. It counts from the next /reset, /reload or /env.""",
            "/set start DEFAULT PRINTING"),
    FEEDBACK(List.of("-retain"), """
            /set feedback [-retain] MODE
            How much is said of what was entered: verbose, normal, concise, silent, or a mode that /set mode made.""",
            "/set feedback verbose"),
    MODE(List.of("-command", "-quiet", "-delete", "-retain"), """
            /set mode MODE [OLD-MODE] -command|-quiet
            /set mode MODE -retain
            /set mode MODE -delete [-retain]
            /set mode [MODE]
            Makes a mode of feedback, like an old one if that is given, else without any format; commands confirm what they
            did with -command and do not with -quiet. -retain keeps it for later consoles, as it is then. With neither, it
            shows all settings of one mode or of all.""",
            "/set mode mine normal -command"),
    PROMPT(List.of(), """
            /set prompt MODE "PROMPT" "CONTINUATION"
            /set prompt [MODE]
            What stands before what is typed, and before a line that goes on. %s is the id of the next snippet, \\n a line
            end.""",
            "/set prompt mine \"%s> \" \"... \""),
    TRUNCATION(List.of(), """
            /set truncation MODE LENGTH [SELECTOR…]
            /set truncation [MODE]
            How many characters of a value are shown. Selectors are those of /set format.""",
            "/set truncation mine 2000 expression,varvalue"),
    FORMAT(List.of(), """
            /set format MODE FIELD "FORMAT" [SELECTOR…]
            /set format [MODE [FIELD]]
            The words of a mode. {NAME} in a format is replaced by what the field NAME is then; %n is a line end. A field can
            have several formats: the last one counts whose selector fits what happened, or that has none.

            These fields are given:    {name} {type} {value} {unresolved} {errors} {err}
            These are looked at:       {display} what is said of a snippet   {errorline} a line within {errors}
                                       {pre} {post} around what is said      {errorpre} {errorpost} around an error
            All others are one's own, like {action} and {result} in the modes that are there.

            A selector has words of some of these kinds, with - between kinds and a comma between words of one:
              what       import, class, interface, enum, annotation, record, method, vardecl, varinit, expression, varvalue,
                         assignment, statement
              done       added, modified, replaced, overwrote, dropped, used
              why        primary (it was entered), update (something it uses was)
              state      ok, defined (though names are missing), notdefined (since names are missing)
              missing    unresolved0, unresolved1, unresolved2 (two or more)
              errors     error0, error1, error2 (two or more)""",
            "/set format mine display \"{name} is {value}{post}\" expression,varvalue-ok-primary"),
    INDENT(List.of(), """
            /set indent NUMBER
            How many spaces an open brace adds to the lines within it.""",
            "/set indent 2");

    private final List<String> options;
    private final String text;
    private final String example;

    SetSubject(List<String> options, String text, String example) {
        this.options = options;
        this.text = text;
        this.example = example;
    }

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<String> options() {
        return options;
    }

    String help() {
        return text + "\n\nExample: " + example;
    }

    static String titles() {
        return Stream.of(values()).map(SetSubject::title).collect(Collectors.joining(", "));
    }

    static List<SetSubject> beginningWith(String name) {
        return Stream.of(values()).filter(subject -> subject.title().startsWith(name)).toList();
    }
}
