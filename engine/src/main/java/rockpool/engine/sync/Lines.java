package rockpool.engine.sync;

import java.util.List;
import java.util.Optional;

/// The line of the user's program that a thread is at.
final class Lines {

    private static final StackWalker WALKER = StackWalker.getInstance();
    private static final List<String> OTHERS = List.of("rockpool.engine.", "java.", "jdk.");

    private Lines() {}

    /// The line nearest to the caller that is neither the engine's own nor the platform's, such as `Transfer.run(Transfer.java:17)`; empty if there is none.
    static String ofCaller() {
        Optional<StackWalker.StackFrame> frame = WALKER.walk(frames -> frames.filter(Lines::isUsers).findFirst());
        return frame.map(Lines::text).orElse("");
    }

    private static boolean isUsers(StackWalker.StackFrame frame) {
        return OTHERS.stream().noneMatch(frame.getClassName()::startsWith);
    }

    private static String text(StackWalker.StackFrame frame) {
        String type = frame.getClassName();
        return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethodName() + "(" + frame.getFileName() + ":" + frame.getLineNumber() + ")";
    }
}
