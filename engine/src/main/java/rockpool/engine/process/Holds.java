package rockpool.engine.process;

import java.util.ArrayList;
import java.util.List;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Hold;

/// What the master keeps for parcels that are on their way: whatever handles in them lead to, from the moment at which it has the parcel
/// until the receiver has made its own handles, or the parcel is dropped.
final class Holds implements AutoCloseable {

    private final List<Runnable> ends = new ArrayList<>();
    private boolean closed;

    void add(byte[] parcel, ResourceTable resources) {
        List<Descriptor> handles = Parcel.handles(parcel);
        if (!handles.isEmpty()) {
            add(Hold.of(handles)::close);
        }
        List<Long> numbers = Parcel.resources(parcel);
        if (!numbers.isEmpty()) {
            add(resources.hold(numbers));
        }
    }

    /// @param end ends the keeping of something
    private synchronized void add(Runnable end) {
        if (closed) {
            end.run();
        } else {
            ends.add(end);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        ends.forEach(Runnable::run);
        ends.clear();
    }
}
