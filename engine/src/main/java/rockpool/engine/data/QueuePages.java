package rockpool.engine.data;

import java.util.List;
import rockpool.engine.heap.Structure;
import rockpool.engine.pool.PoolDamagedException;

/// Shows queues, an element in a row; row 0 is the next to be taken.
final class QueuePages implements Pages {

    @Override
    public Size size(Looking looking) {
        long length = QueueNodes.length(looking.source, looking.root);
        return Size.of(Looking.atMost("the length of a queue", length, looking.room(1)), "element");
    }

    @Override
    public List<String> titles(Excerpt excerpt) {
        return List.of("index", "value");
    }

    @Override
    public void show(Looking looking, Excerpt excerpt) {
        long length = size(looking).length();
        long start = excerpt.start(length);
        long end = excerpt.end(length);
        long node = looking.source.word(looking.root, QueueNodes.HEAD);
        for (long index = 0; index < end && node != Structure.NULL; index++) {
            if (index >= start) {
                long at = node;
                looking.add(index, looking.text(() -> looking.source.word(at, QueueNodes.VALUE)));
            }
            looking.step(length);
            node = looking.source.word(node, QueueNodes.NEXT);
        }
        if (looking.rows().size() < end - start) {
            throw new PoolDamagedException("a queue", length + " elements", "an end before");
        }
        if (end < length) {
            looking.goesOnAt(end);
        }
    }
}
