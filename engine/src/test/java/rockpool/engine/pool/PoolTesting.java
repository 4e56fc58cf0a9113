package rockpool.engine.pool;

import rockpool.engine.posix.OperatingSystem;
import rockpool.engine.posix.ProcessIdentity;

/// Opens what tests of other packages need of the pool: using one as somebody else.
public final class PoolTesting {

    private PoolTesting() {}

    /// Creates a pool as another process, on a system that may be made to fail.
    public static Pool createAs(OperatingSystem system, ProcessIdentity self, Liveness liveness, String name, PoolOptions options) {
        return Pool.createAs(new Surroundings(system, self, liveness), ObjectKind.POOL, name, options);
    }

    /// Attaches a pool as another process.
    public static Pool attachAs(OperatingSystem system, ProcessIdentity self, Liveness liveness, String name) {
        return Pool.attachAs(new Surroundings(system, self, liveness), name);
    }

    /// Looks at a pool, with another idea of who lives.
    public static PoolView viewAs(Liveness liveness, String name) {
        return Pool.viewAs(new Surroundings(OperatingSystem.current(), ProcessIdentity.self(), liveness), ObjectKind.POOL, name);
    }

    /// Ends this process's use of a pool as SIGKILL would: nothing in the pool is changed, its lock on the object is gone.
    public static void killed(Pool pool) {
        pool.abandon();
    }

    /// Whom an instance of a pool takes itself for.
    public static ProcessIdentity identityOf(Pool pool) {
        return pool.identity();
    }

    /// The process that created a pool, or null if its object cannot be read.
    public static ProcessIdentity creatorOf(String objectName) {
        try (PoolView view = Pool.view(objectName)) {
            return view.creator();
        } catch (RuntimeException e) {
            return null;
        }
    }

    /// Says of an object's use word that it is in use.
    public static boolean touch(long useWordPosition) {
        return UseWord.touch(useWordPosition);
    }

    /// Says of a use word that its creator's handle is not the only way to the object any more.
    public static void share(long useWordPosition) {
        UseWord.share(useWordPosition);
    }
}
