package rockpool.shell.lab;

import java.util.ArrayList;
import java.util.List;
import rockpool.engine.pool.NoSuchPoolException;
import rockpool.engine.pool.ObjectKind;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolView;
import rockpool.engine.posix.PosixException;
import rockpool.engine.sync.WaitGraph;

/// Views of all pools, boxes and joins at once, since waits lead from one to the other.
final class Views implements AutoCloseable {

    private final List<PoolView> pools = new ArrayList<>();
    private final List<PoolView> boxes = new ArrayList<>();
    private final List<PoolView> joins = new ArrayList<>();

    /// What cannot even be opened is told of and left out.
    Views(Lab lab) {
        open(lab, "pool ", ObjectKind.POOL, pools);
        open(lab, "box ", ObjectKind.CAMLBOX, boxes);
        open(lab, "joins ", ObjectKind.JOINS, joins);
    }

    private static void open(Lab lab, String what, ObjectKind kind, List<PoolView> views) {
        for (String object : Pool.objects(kind)) {
            lab.guarded(what + object, () -> {
                try {
                    views.add(Pool.view(kind, object));
                } catch (NoSuchPoolException | PosixException e) {
                    // It has gone, or is another user's.
                }
            });
        }
    }

    List<PoolView> pools() {
        return pools;
    }

    List<PoolView> boxes() {
        return boxes;
    }

    /// Where processes say which others' ends they wait for.
    List<PoolView> joins() {
        return joins;
    }

    /// The deadlocks, also those that lie across pools, boxes and joins. What is damaged is left out.
    List<List<WaitGraph.Wait>> cycles() {
        List<PoolView> readable = new ArrayList<>(pools);
        readable.addAll(boxes);
        readable.addAll(joins);
        readable.removeIf(view -> !canBeRead(view));
        return WaitGraph.of(readable).cycles();
    }

    private static boolean canBeRead(PoolView view) {
        try {
            WaitGraph.of(view).waits();
            return true;
        } catch (RuntimeException | InternalError e) {
            return false;
        }
    }

    @Override
    public void close() {
        pools.forEach(PoolView::close);
        boxes.forEach(PoolView::close);
        joins.forEach(PoolView::close);
    }
}
