package rockpool.bench.rows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import rockpool.bench.Check;
import rockpool.bench.Plan;
import rockpool.engine.data.SharedQueue;

/// A shared queue and an [ArrayDeque]: an element is pushed at one end and another popped at the other.
public final class QueueGrowthRows extends Growth {

    private final List<SharedQueue<Account>> ours = new ArrayList<>();
    private final List<Deque<Account>> javas = new ArrayList<>();

    public QueueGrowthRows() {
        super(4096);
    }

    @Override
    public void open(Plan plan) throws Exception {
        for (int size : SIZES) {
            SharedQueue<Account> queue = SharedQueue.create(pool);
            Deque<Account> deque = new ArrayDeque<>();
            for (int i = 0; i < size; i++) {
                queue.push(new Account("ann", i));
                deque.addLast(new Account("ann", i));
            }
            Check.equal("first element", new Account("ann", 0), queue.peek());
            Check.equal("length", (long) size, queue.length());
            ours.add(queue);
            javas.add(deque);
        }
        measure(plan, "growth.queue.turn", size -> rounds -> {
            SharedQueue<Account> queue = ours.get(size);
            for (int i = 0; i < rounds; i++) {
                queue.push(new Account("bob", i));
                sink += queue.pop().balance();
            }
        }, size -> rounds -> {
            Deque<Account> deque = javas.get(size);
            for (int i = 0; i < rounds; i++) {
                deque.addLast(new Account("bob", i));
                sink += deque.pollFirst().balance();
            }
        });
    }
}
