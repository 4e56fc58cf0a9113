package rockpool.bench.rows;

import java.util.ArrayList;
import java.util.List;
import rockpool.bench.Check;
import rockpool.bench.Plan;
import rockpool.engine.data.SharedBuffer;

/// A shared buffer, and an array of bytes: sixteen bytes appended and deleted, and read at a place chosen by chance.
public final class BufferGrowthRows extends Growth {

    private static final int PIECE = 16;

    private final List<SharedBuffer> ours = new ArrayList<>();
    private final List<byte[]> javas = new ArrayList<>();

    public BufferGrowthRows() {
        super(512);
    }

    @Override
    public void open(Plan plan) throws Exception {
        for (int size : SIZES) {
            SharedBuffer buffer = SharedBuffer.create(pool);
            buffer.add(new byte[size]);
            Check.equal("length", (long) size, buffer.length());
            ours.add(buffer);
            javas.add(new byte[size]);
        }
        byte[] piece = new byte[PIECE];
        measure(plan, "growth.buffer.read", size -> rounds -> {
            SharedBuffer buffer = ours.get(size);
            long start = buffer.start();
            long random = rounds;
            for (int i = 0; i < rounds; i++) {
                random = next(random);
                buffer.copy(start + below(random, SIZES[size] - PIECE), piece, 0, PIECE);
                sink += piece[0];
            }
        }, size -> rounds -> {
            byte[] bytes = javas.get(size);
            long random = rounds;
            for (int i = 0; i < rounds; i++) {
                random = next(random);
                System.arraycopy(bytes, below(random, SIZES[size] - PIECE), piece, 0, PIECE);
                sink += piece[0];
            }
        });
        measure(plan, "growth.buffer.turn", size -> rounds -> {
            SharedBuffer buffer = ours.get(size);
            for (int i = 0; i < rounds; i++) {
                buffer.add(piece);
                buffer.deleteHead(PIECE);
            }
        }, size -> rounds -> {
            byte[] bytes = javas.get(size);
            for (int i = 0; i < rounds; i++) {
                System.arraycopy(piece, 0, bytes, (int) ((long) i * PIECE % (SIZES[size] - PIECE)), PIECE);
            }
        });
    }
}
