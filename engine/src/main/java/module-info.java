/// The engine: pools of memory shared by processes, with a collected heap of typed values, locks and workers in them.
module rockpool.engine {
    requires com.sun.jna;
    requires jdk.jfr;
    requires jdk.net;
    exports rockpool.engine.box;
    exports rockpool.engine.data;
    exports rockpool.engine.heap;
    exports rockpool.engine.inspect;
    exports rockpool.engine.memory;
    exports rockpool.engine.pool;
    exports rockpool.engine.posix;
    exports rockpool.engine.process;
    exports rockpool.engine.sync;
    uses rockpool.engine.process.WorkerService;
    uses rockpool.engine.sync.LockPlaces.Teller;
    provides rockpool.engine.sync.LockPlaces.Teller with rockpool.engine.data.StructureLocks;
}
