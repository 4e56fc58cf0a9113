package rockpool.engine.sync;

import java.util.Optional;

/// The line of the user's program that a thread is at.
final class Lines {

    private static final StackWalker WALKER = StackWalker.getInstance();
    private static final String OURS = "rockpool.engine.";

    private Lines() {}

    /// The line nearest to the caller that is not the engine's own, such as `Transfer.run(Transfer.java:17)`; empty if there is none.
    static String ofCaller() {
        Optional<StackWalker.StackFrame> frame = WALKER.walk(frames -> frames.filter(one -> !one.getClassName().startsWith(OURS)).findFirst());
        return frame.map(Lines::text).orElse("");
    }

    private static String text(StackWalker.StackFrame frame) {
        String type = frame.getClassName();
        return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethodName() + "(" + frame.getFileName() + ":" + frame.getLineNumber() + ")";
    }
}
