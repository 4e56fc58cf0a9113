package rockpool.engine.sync;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// The line of the user's program that a thread is at.
final class Lines {

    private static final Pattern WRAPPER = Pattern.compile("^REPL\\.\\$JShell\\$\\w+(\\$\\d*)?");
    private static final Pattern WRAPPED = Pattern.compile("(lambda\\$)?do_it\\$.*");
    private static final List<String> OTHERS = List.of("rockpool.engine.", "java.", "jdk.");

    private Lines() {}

    /// The line that a thread is at, or comes back to next, that is neither the engine's own nor the platform's, such as
    /// `Transfer.run(Transfer.java:17)`; empty if there is none. What jshell has put around a snippet is left out: `transfer(#5:2)`, or
    /// `#5:2` if the line is in no method.
    static String of(Thread thread) {
        return Arrays.stream(thread.getStackTrace()).filter(Lines::isUsers).findFirst().map(Lines::text).orElse("");
    }

    private static boolean isUsers(StackTraceElement frame) {
        return OTHERS.stream().noneMatch(frame.getClassName()::startsWith);
    }

    private static String text(StackTraceElement frame) {
        String type = WRAPPER.matcher(frame.getClassName()).replaceFirst("");
        String method = WRAPPED.matcher(frame.getMethodName()).matches() ? "" : frame.getMethodName();
        String member = type.substring(type.lastIndexOf('.') + 1) + (type.isEmpty() || method.isEmpty() ? "" : ".") + method;
        String place = frame.getFileName() + ":" + frame.getLineNumber();
        return member.isEmpty() ? place : member + "(" + place + ")";
    }
}
