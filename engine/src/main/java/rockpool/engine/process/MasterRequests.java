package rockpool.engine.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/// What the master asks of a child, and the tasks that it sends. Runs in the thread of the child's connection and never waits.
///
/// @param tasks takes the tasks; null in a service
record MasterRequests(Holder holder, Consumer<Frame> tasks) implements Connection.Handler {

    @Override
    public void request(Connection from, long number, Input in) throws IOException {
        Operation operation = Operation.read(in);
        if (operation != Operation.SNAPSHOT) {
            throw new IllegalArgumentException("operation=" + operation + ": only the master answers that");
        }
        holder.snapshotLater(in.number(), names(in)).whenComplete((parcel, problem) -> {
            if (problem == null) {
                holder.sent().add(Sent.ofQuestion(number), parcel);
                from.answer(number, parcel.parcel());
            } else {
                from.refuse(number, problem instanceof CompletionException wrapped ? wrapped.getCause() : problem);
            }
        });
    }

    private static List<String> names(Input in) throws IOException {
        int count = in.count(1);
        List<String> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add(in.text());
        }
        return names;
    }

    @Override
    public void frame(Connection from, Frame frame) throws IOException {
        switch (frame.kind()) {
            case TASK -> tasks.accept(frame);
            case KEPT -> holder.sent().kept(frame.number());
            case DROPPED -> holder.remove(frame.number());
            case QUIT -> WorkerMain.end();
            default -> throw new IOException("frame=" + frame.kind() + ": not for a child");
        }
    }
}
