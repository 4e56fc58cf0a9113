package rockpool.engine.process;

import java.io.IOException;

/// What one process asks of another in a [Frame.Kind#REQUEST]: its ordinal, then the operands that are named here.
enum Operation {
    /// To the master: local number, name. The answer is the key.
    DEFINE,
    /// To the master: key, fresh, what is inherited, whether the payload is complete, payload. The answer is the process number.
    START,
    /// To the master: name. The answer is whether there is one, then its key.
    FIND,
    /// To the master: nothing. The answer is a count and the keys.
    DEFINITIONS,
    /// To the master: process number, number of the join point or 0. The answer, as soon as it has ended: reason, whether there is a value,
    /// value.
    JOIN,
    /// To the master: process number. The answer, as soon as its body begins or it ends: the [Runner], or nothing if it has not begun.
    RUNNER,
    /// To the master: process number. The answer is empty.
    RELEASE,
    /// To the master: nothing. The answer is a count and the processes.
    PROCESSES,
    /// To the master: process number, signal. The answer is whether it was sent.
    KILL,
    /// To the master: a thing. The answer is the resource.
    MANAGE,
    /// To the master: prefix, bytes. The answer is the resource.
    CREATE_MAPPED,
    /// To the master: number of a resource. The answer is the resource.
    USE,
    /// To the master: number of a resource. The answer is how many uses the asker has left.
    RELEASE_USE,
    /// To the master: nothing. The answer is a count and the resources.
    RESOURCES,
    /// To the master: nothing. The answer is a count and the leaks.
    LEAKS,
    /// To the master: nothing. The answer is a count and what was removed.
    REMOVE_ALL,
    /// To the holder of a definition: local number, count and names of the argument's classes. The answer is the parcel of the body.
    SNAPSHOT;

    private static final Operation[] ALL = values();

    Output begin() {
        return new Output().number(ordinal());
    }

    static Operation read(Input in) throws IOException {
        long ordinal = in.number();
        if (ordinal < 0 || ordinal >= ALL.length) {
            throw new IOException("operation=" + ordinal + ": no such operation");
        }
        return ALL[(int) ordinal];
    }
}
