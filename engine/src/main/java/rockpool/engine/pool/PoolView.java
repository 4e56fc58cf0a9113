package rockpool.engine.pool;

import rockpool.engine.memory.Region;
import rockpool.engine.posix.ProcessIdentity;

/// A pool that is only looked at. It takes no slot and no lock and can write nothing, so it works when everything in the pool is stuck,
/// and nobody notices it. What it shows may change while it is read.
public final class PoolView extends MappedPool {

    PoolView(PoolObjects.Opened opened, Region region, Liveness liveness) {
        super(opened, region, liveness, new ProcessIdentity(0, 0));
    }

    @Override
    Pool writable() {
        throw new UnsupportedOperationException("pool=" + name() + ": this view only looks; attach the pool to change it");
    }

    @Override
    public boolean isClosed() {
        return region().detached();
    }

    @Override
    public void close() {
        region().detach();
    }
}
