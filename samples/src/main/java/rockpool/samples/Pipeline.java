package rockpool.samples;

import rockpool.engine.data.SharedBuffer;
import rockpool.engine.pool.Pool;
import rockpool.engine.process.Definition;
import rockpool.engine.process.Master;
import rockpool.engine.process.MasterListener;
import rockpool.engine.process.MasterOptions;
import rockpool.samples.pipeline.Consumer;
import rockpool.samples.pipeline.Pipe;
import rockpool.samples.pipeline.Producer;

/// A pipe between two processes: one appends digits to a shared buffer, the other reads and deletes them, and works out a checksum. The
/// buffer holds 64 KiB at most; who finds it full or empty waits at a condition in its header.
///
/// ```sh
/// scripts/rockpool sample pipeline 1024
/// ```
///
/// (Answers to Netmulticore's example `pipeline`.)
public final class Pipeline {

    private static final int MEBIBYTES = 16 << 10;
    private static final int POOL_BYTES = 4 << 20;

    private Pipeline() {}

    /// @param arguments how many MiB to send, 16384 if there is none
    public static void main(String[] arguments) throws InterruptedException {
        long bytes = (long) Arguments.number("mebibytes", arguments, MEBIBYTES, 1, 1 << 30) << 20;
        try (Master master = Master.start(MasterOptions.defaults().withStandby(0));
                Pool pool = Pool.create("pipeline" + ProcessHandle.current().pid(), POOL_BYTES)) {
            master.addListener(MasterListener.printing());
            Definition<Producer, Void> producer = master.define("producer", Producer::run);
            Definition<SharedBuffer, Integer> consumer = master.define("consumer", Consumer::run);
            SharedBuffer buffer = Pipe.create(pool);
            long producing = producer.start(new Producer(buffer, bytes));
            long consuming = consumer.start(buffer);
            producer.join(producing).orElseThrow();
            System.out.println("Checksum: " + consumer.join(consuming).orElseThrow());
        }
    }
}
