package rockpool.engine.pool;

import java.util.function.Function;

/// What all handles of one object in this process hold on to: as long as one of them is reachable, the process is registered with the
/// object.
public final class Handle {

    /// What stands for an object and can do without it.
    public interface Companion {

        /// The object was destroyed, and its memory is wanted: gives the handle back if nobody is using that memory at this moment.
        void letGo();
    }

    private final Handles handles;
    private final long offset;
    private final long incarnation;
    private volatile boolean shared;
    private Object companion;

    Handle(Handles handles, long offset, long incarnation, boolean shared) {
        this.handles = handles;
        this.offset = offset;
        this.incarnation = incarnation;
        this.shared = shared;
    }

    public long offset() {
        return offset;
    }

    public long incarnation() {
        return incarnation;
    }

    /// Says that others may find the object from now on: before its descriptor is given away, before it has a name.
    public void share() {
        if (!shared) {
            handles.share(this);
            shared = true;
        }
    }

    void letGo() {
        Object asked;
        synchronized (this) {
            asked = companion;
        }
        if (asked instanceof Companion user) {
            user.letGo();
        }
    }

    /// The one object of a process that stands for this object.
    ///
    /// @param maker makes it when it is asked for first
    public synchronized <T> T companion(Class<T> type, Function<Handle, T> maker) {
        if (companion == null) {
            companion = maker.apply(this);
        }
        return type.cast(companion);
    }
}
