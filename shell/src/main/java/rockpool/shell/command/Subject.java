package rockpool.shell.command;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What `/help` tells about besides the commands.
enum Subject {

    INTRO("what the console is", """
            Plain Java is typed at the prompt, as in jshell: expressions, statements, definitions. Lines that begin with a slash are
            commands. A pool is memory that several processes share; references, heaps and locks live in it and have names.

              /pool create lab 64m              a pool of 64 MiB, and a variable lab
              /ref new counter 0                a shared reference in it, and a variable counter
              /spawn -n 4 { counter.get(); }    four workers that read it
              /ps                               the workers, and how they ended
              /data new queue jobs              a shared queue, and a variable jobs
              /push jobs "first"                an element more in it
              /show jobs                        what is in it, also of pools of other programs
              /gc watch                         the runs of the collector as they happen
              /box new letters 10 100 String    a box for ten messages, and a variable letters
              /locks                            who has what, who waits for it, and deadlocks

            The snippets run in a process of their own. Whatever happens there, the console, the pools and the workers go on."""),
    KEYS("the keys at the prompt", """
            Tab               completes; again, with nothing to complete: signatures, then documentation
            Enter             evaluates, or goes on in the next line if the snippet is not finished
            Ctrl-C            ends the snippet or command that runs; the second time, the session that does not answer
            Ctrl-D            leaves the console
            Up, Down, Ctrl-R  go through and search what was typed, also in earlier consoles
            Alt-Enter         a new line in the snippet"""),
    ID("the ids of snippets", """
            Each snippet has an id: 1, 2, … for what was typed, s1 for the start-up, e1 for what failed. /list -all shows
            them. /list, /edit, /drop, /save, /vars, /methods and /types take ids, ranges of them (2-5) and names; /5
            evaluates snippet 5 again."""),
    CONTEXT("options of /env, /reset and /reload", """
            -class-path PATH               folders and archives with classes for snippets
            -module-path PATH              folders and archives with modules, for the compiler
            -add-modules MODULE,…          modules to resolve besides
            -add-exports MODULE/PACKAGE    a package that snippets may use although its module does not export it"""),
    RERUN("how to evaluate a snippet again", """
            /!       the last snippet
            /-3      the third last
            /5       the one with id 5
            /2-4 9   several"""),
    SHORTCUTS("what a key can save", """
            Shift-Tab then v   makes the expression a variable
            Shift-Tab then m   makes the expression or statement a method
            Shift-Tab then i   imports the name before the cursor"""),
    SCRIPTS("files of snippets and commands", """
            rockpool run FILE [ARG…] runs a file and ends: with 0, or with 1 at the first error, naming file, line and
            reason. The arguments are in String[] args. rockpool FILE… loads files and stays. /open FILE does so at the
            prompt.""");

    private final String summary;
    private final String text;

    Subject(String summary, String text) {
        this.summary = summary;
        this.text = text;
    }

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    String summary() {
        return summary;
    }

    String text() {
        return text;
    }

    static List<Subject> beginningWith(String name) {
        return Stream.of(values()).filter(subject -> subject.title().startsWith(name)).toList();
    }
}
