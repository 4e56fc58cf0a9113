package rockpool.engine.testing.model;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The part of a history that cannot be, for the reader: the step that nothing explains, what was possible when it was called, and the
/// steps that were under way until it returned.
final class Timeline {

    private static final int WIDTH = 32;
    private static final int LONGEST = 300;
    private static final int MOST_STATES = 6;
    private static final double MICROSECOND = 1000;

    private Timeline() {}

    /// A state of the model, and which steps are in it that had not returned.
    static String state(Object model, List<? extends Step<?>> happened) {
        String open = happened.stream().map(Step::toString).collect(Collectors.joining(", "));
        return shortened(String.valueOf(model)) + (open.isEmpty() ? "" : " with " + open);
    }

    static String of(List<? extends Step<?>> history, Step<?> wrong, Set<String> allowed, List<String> states) {
        List<? extends Step<?>> window = history.stream().filter(step -> step.ended() >= wrong.begun() && step.begun() <= wrong.ended())
                .sorted(Comparator.comparingLong(Step::begun)).toList();
        String lines = window.stream().map(step -> line(step, wrong)).collect(Collectors.joining("\n"));
        String before = states.stream().limit(MOST_STATES).collect(Collectors.joining("\n    "));
        int more = states.size() - MOST_STATES;
        return "no order of the steps explains " + wrong.what() + " -> " + shortened(wrong.result()) + " by " + wrong.who()
                + "; it could be: " + shortened(String.join(" or ", allowed))
                + "\n  possible when it was called:\n    " + before + (more > 0 ? "\n    and " + more + " more" : "")
                + "\n  steps until it returned, with times in microseconds since it was called:\n" + lines;
    }

    private static String line(Step<?> step, Step<?> wrong) {
        String result = step.isPending() ? "killed" : "-> " + shortened(step.result());
        String ended = step.isPending() ? "" : micros(step.ended() - wrong.begun());
        return String.format(Locale.ROOT, "  %c %-8s |%s| %9s %9s  %s %s", step == wrong ? '>' : ' ', step.who(), bar(step, wrong),
                micros(step.begun() - wrong.begun()), ended, step.what(), result);
    }

    private static String micros(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / MICROSECOND);
    }

    private static String bar(Step<?> step, Step<?> wrong) {
        int from = column(step.begun(), wrong);
        int to = step.isPending() ? WIDTH - 1 : column(step.ended(), wrong);
        return " ".repeat(from) + "=".repeat(to - from + 1) + " ".repeat(WIDTH - 1 - to);
    }

    private static int column(long time, Step<?> wrong) {
        double part = (double) (time - wrong.begun()) / Math.max(1, wrong.ended() - wrong.begun());
        return Math.clamp((long) (part * WIDTH), 0, WIDTH - 1);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
