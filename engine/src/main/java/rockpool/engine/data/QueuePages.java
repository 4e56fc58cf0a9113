package rockpool.engine.data;

import java.util.List;
import rockpool.engine.heap.Part;
import rockpool.engine.heap.Structure;
import rockpool.engine.pool.PoolDamagedException;

/// Shows queues, an element in a row; row 0 is the next to be taken.
final class QueuePages implements Pages {

    @Override
    public Size size(Looking looking) {
        long length = Looking.atMost("the length of a queue", QueueNodes.length(looking.source, looking.root), looking.room(1));
        Size size = Size.of(length, "element");
        return looking.source.isPart(looking.root, Part.BLOCKING_QUEUE)
            ? new Size(length + " of " + looking.count("the capacity of a queue", QueueGate.CAPACITY) + " elements", length) : size;
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
