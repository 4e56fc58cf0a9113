package rockpool.engine.process;

import java.util.ArrayList;
import java.util.List;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Hold;

/// What the master keeps for parcels that are on their way: whatever handles in them lead to, from the moment at which it has the parcel until the
/// receiver has made its own handles, or the parcel is dropped.
final class Holds implements AutoCloseable {

    private final List<Hold> holds = new ArrayList<>();
    private boolean closed;

    void add(byte[] parcel) {
        List<Descriptor> handles = Parcel.handles(parcel);
        if (!handles.isEmpty()) {
            add(Hold.of(handles));
        }
    }

    private synchronized void add(Hold hold) {
        if (closed) {
            hold.close();
        } else {
            holds.add(hold);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        holds.forEach(Hold::close);
        holds.clear();
    }
}
