package rockpool.bench.rows;

import java.util.Arrays;
import rockpool.bench.Check;
import rockpool.bench.Group;
import rockpool.bench.Plan;
import rockpool.engine.data.SharedBuffer;
import rockpool.engine.pool.Pool;

/// A buffer to which 1 KiB is appended, and from which 1 KiB is deleted.
public final class BufferRows implements Group {

    private static final int CHUNK = 1024;
    private static final int BLOCK = 32_752;

    private final Pool pool = BenchPool.create(256);

    @Override
    public void open(Plan plan) throws Exception {
        SharedBuffer buffer = SharedBuffer.create(pool, null, BLOCK, null);
        byte[] chunk = new byte[CHUNK];
        Arrays.fill(chunk, (byte) 'x');
        buffer.add(chunk);
        Check.equal("text", "x".repeat(CHUNK), buffer.text());
        plan.loop("buffer.turn", rounds -> {
            for (int i = 0; i < rounds; i++) {
                buffer.add(chunk);
                buffer.deleteHead(CHUNK);
            }
            Check.equal("length", (long) CHUNK, buffer.length());
        });
    }

    @Override
    public void close() {
        pool.close();
    }
}
