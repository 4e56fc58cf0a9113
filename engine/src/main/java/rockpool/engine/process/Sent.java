package rockpool.engine.process;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// The parcels with handles that a child has sent and of which the master has not said that it keeps them. So at every moment somebody
/// does.
final class Sent {

    private record Waiting(Packed parcel, CompletableFuture<Void> kept) {}

    private final Map<Long, Waiting> waiting = new ConcurrentHashMap<>();

    /// The number by which the master names the answer to its question.
    static long ofQuestion(long number) {
        return -number;
    }

    /// Keeps the handles of a parcel that is about to be sent.
    ///
    /// @param number a task's, or that of a question
    /// @return is done when the master keeps them
    CompletableFuture<Void> add(long number, Packed parcel) {
        CompletableFuture<Void> kept = new CompletableFuture<>();
        if (parcel.handles().isEmpty()) {
            kept.complete(null);
        } else {
            waiting.put(number, new Waiting(parcel, kept));
        }
        return kept;
    }

    /// The master keeps them.
    void kept(long number) {
        Waiting one = waiting.remove(number);
        if (one != null) {
            one.kept.complete(null);
        }
    }
}
