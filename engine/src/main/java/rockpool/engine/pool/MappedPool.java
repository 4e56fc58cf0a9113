package rockpool.engine.pool;

import java.time.Instant;
import rockpool.engine.memory.Region;
import rockpool.engine.posix.ProcessIdentity;

/// A pool that is mapped into this process: what may be read of it.
///
/// All methods may be called by any thread, and none waits for another process.
public abstract sealed class MappedPool implements AutoCloseable permits Pool, PoolView {

    private final String objectName;
    private final PoolHeader header;
    private final Region region;
    private final long position;
    private final Participants participants;
    private final Actors actors;
    private final Units units;
    private final Names names;
    private final TypeTable types;
    private final EventRing events;

    MappedPool(PoolObjects.Opened opened, Region region, Liveness liveness, ProcessIdentity self) {
        this.objectName = opened.objectName();
        this.header = opened.header();
        this.region = region;
        this.position = region.position();
        PoolLayout layout = header.layout();
        participants = new Participants(this, position + layout.participantsOffset(), layout.participants(), liveness, self);
        actors = new Actors(this, position + layout.actorsOffset(), layout.actors());
        units = new Units(this, layout);
        names = new Names(this, position + layout.namesOffset(), layout.names());
        types = new TypeTable(this);
        events = new EventRing(this, position + layout.eventsOffset(), layout.events());
    }

    /// The name its creator gave it.
    public final String name() {
        return header.name();
    }

    /// The name of its shared memory object.
    public final String objectName() {
        return objectName;
    }

    /// The most bytes that its units can have together.
    public final long maximum() {
        return header.layout().maximumBytes();
    }

    public final PoolLayout layout() {
        return header.layout();
    }

    /// When it was made.
    public final Instant madeAt() {
        return Instant.ofEpochMilli(header.madeAt());
    }

    /// Who made it.
    public final ProcessIdentity creator() {
        return header.creatorIdentity();
    }

    final PoolHeader header() {
        return header;
    }

    /// The position of its offset 0.
    public final long position() {
        return position;
    }

    public final Region region() {
        return region;
    }

    public final Units units() {
        return units;
    }

    public final Names names() {
        return names;
    }

    public final TypeTable types() {
        return types;
    }

    public final EventRing events() {
        return events;
    }

    public final Participants participants() {
        return participants;
    }

    public final Actors actors() {
        return actors;
    }

    /// Checks a range that was read from shared memory before it is followed.
    ///
    /// @throws PoolDamagedException if it is not there
    public final void checkOffset(long offset, long length) {
        if ((offset | length) < 0 || offset > region.limit() - length) {
            checkAgain(offset, length);
        }
    }

    private void checkAgain(long offset, long length) {
        if (!region.contains(offset, length)) {
            throw new PoolDamagedException("pool=" + name() + ", a reference", "a range within " + region.limit() + " bytes",
                    "offset " + offset + " length " + length);
        }
    }

    /// Checks every invariant of the layout. It never throws: what it meets is a finding.
    public final void verify(Problems problems) {
        problems.guarded(objectName, () -> new PoolChecks(this, problems).run());
    }

    /// This pool, to be changed.
    ///
    /// @throws UnsupportedOperationException if it is only looked at
    /// @throws PoolClosedException if this process has closed it
    abstract Pool writable();

    public abstract boolean isClosed();

    @Override
    public abstract void close();

    @Override
    public String toString() {
        return "pool " + name() + " (" + objectName + ")";
    }
}
