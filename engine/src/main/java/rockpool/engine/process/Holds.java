package rockpool.engine.process;

import java.util.ArrayList;
import java.util.List;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Handles;

/// What the master keeps for parcels that are on their way: whatever handles in them lead to, from the moment at which it has the parcel until the
/// receiver has made its own handles, or the parcel is dropped.
final class Holds implements AutoCloseable {

    private final List<Handles.Hold> holds = new ArrayList<>();
    private boolean closed;

    /// @return whether there are handles in the parcel
    boolean add(byte[] parcel) {
        List<Descriptor> handles = Parcel.handles(parcel);
        handles.forEach(handle -> add(Handles.hold(handle)));
        return !handles.isEmpty();
    }

    private synchronized void add(Handles.Hold hold) {
        if (hold != null && closed) {
            hold.close();
        } else if (hold != null) {
            holds.add(hold);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        holds.forEach(Handles.Hold::close);
        holds.clear();
    }
}
