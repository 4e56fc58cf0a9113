package rockpool.engine.process;

/// One message between the master and a child.
///
/// | offset | size | field |
/// |---|---|---|
/// | 0 | 4 | length of the body |
/// | 4 | 1 | kind, the ordinal of [Kind] |
/// | 5 | 8 | number: of the request, or of the task that it is about |
/// | 13 | | body |
record Frame(Kind kind, long number, byte[] body) {

    static final int HEADER_BYTES = 13;
    static final byte[] EMPTY = new byte[0];

    /// What a frame says. The comments name the body.
    enum Kind {
        /// Child: warm, and waiting for a task.
        READY,
        /// Either: a question (operation, its operands), answered by ANSWER or REFUSED with the same number.
        REQUEST,
        /// Either: the answer to a request.
        ANSWER,
        /// Either: why a request was refused ([Refusal]).
        REFUSED,
        /// Joiner: it has the result of the task; the master may forget it.
        TAKEN,
        /// Master: a task to run.
        TASK,
        /// Worker: the task's body begins now. If the worker dies before, the task may go to another.
        BEGUN,
        /// Worker: the task's body returned this (a parcel).
        RETURNED,
        /// Worker: the task's body threw (class, message, stack).
        THREW,
        /// Worker: what the task left. The body is one byte: 1 if the worker can be used again.
        FINISHED,
        /// Worker: a piece of the task's output, whole lines if possible. The first byte is 1 for the error stream.
        OUTPUT,
        /// Child: it is ending because somebody asked for it (`System.exit`, a signal that Java handles).
        EXITING,
        /// Master: it keeps what the handles lead to that came with a task's result, or with the answer to a question (its number,
        /// negative).
        KEPT,
        /// Master: the fork point of the definition of this local number was removed; its body is not needed any more.
        DROPPED,
        /// Master: end now.
        QUIT;

        private static final Kind[] ALL = values();

        static Kind of(int ordinal) {
            if (ordinal < 0 || ordinal >= ALL.length) {
                throw new IllegalArgumentException("kind=" + ordinal + ": no such kind of frame");
            }
            return ALL[ordinal];
        }
    }
}
