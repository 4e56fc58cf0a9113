package rockpool.engine.process;

import rockpool.engine.posix.OperatingSystem;

/// How a process ended. Its text is one line for people.
public sealed interface EndReason {

    /// The body returned.
    record Returned() implements EndReason {
        @Override
        public String toString() {
            return "returned";
        }
    }

    /// The body threw.
    ///
    /// @param exceptionClass the class's name
    /// @param message may be null
    /// @param stack the stack as text, with its causes
    record Threw(String exceptionClass, String message, String stack) implements EndReason {
        @Override
        public String toString() {
            return "threw " + exceptionClass + (message == null ? "" : ": " + message);
        }
    }

    /// The process ended itself, with `System.exit` or so.
    record Exited(int status) implements EndReason {
        @Override
        public String toString() {
            return "exited with status " + status;
        }
    }

    /// A signal ended the process.
    record Signalled(int signal) implements EndReason {

        /// Such as `KILL`.
        public String signalName() {
            return OperatingSystem.current().signalName(signal);
        }

        @Override
        public String toString() {
            return "killed by signal " + signal + " (" + signalName() + ")";
        }
    }

    /// No JVM could be started for it, or it was not told of its task.
    record NotStarted(String why) implements EndReason {
        @Override
        public String toString() {
            return "not started: " + why;
        }
    }

    /// It has not ended yet.
    record StillRunning() implements EndReason {
        @Override
        public String toString() {
            return "still running";
        }
    }
}
