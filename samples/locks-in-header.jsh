// The header of a queue has all else that its users need: a mutex, a condition and two numbers, which are changed one by one through a view. Two
// workers wait for numbers, two bring them, and the last to leave says so. /locks calls a lock in a header by its place. The last line is:
// taken: 100, sum: 5050

/pool create lab 16m
record Desk(Mutex guard, Condition changed, int putters, long sum) { }
interface DeskView { Mutex guard(); Condition changed(); int putters(); void putters(int n); long sum(); void sum(long n); }

var numbers = SharedQueue.<Integer>create(lab, "numbers", new Desk(Mutex.create(lab), Condition.create(lab), 2, 0));

// Takes until the queue is empty and no putter is left, and says how many it had.
var taker = define("taker", (SharedQueue<Integer> queue) -> {
    DeskView desk = queue.header(DeskView.class);
    Mutex guard = desk.guard();
    int taken = 0;
    while (true) {
        guard.lock();
        try {
            while (queue.isEmpty() && desk.putters() > 0) {
                desk.changed().await(guard);
            }
            if (queue.isEmpty()) {
                return taken;
            }
            desk.sum(desk.sum() + queue.pop());
            taken++;
        } finally {
            guard.unlock();
        }
    }
});

record Range(SharedQueue<Integer> queue, int from, int to) { }
var putter = define("putter", (Range range) -> {
    DeskView desk = range.queue().header(DeskView.class);
    Mutex guard = desk.guard();
    for (int i = range.from(); i <= range.to(); i++) {
        guard.lock();
        range.queue().push(i);
        desk.changed().signal();
        guard.unlock();
    }
    guard.lock();
    desk.putters(desk.putters() - 1);
    desk.changed().broadcast();
    guard.unlock();
    return null;
});

long first = taker.start(numbers);
long second = taker.start(numbers);
while (WaitGraph.of(lab).waits().stream().filter(wait -> wait.kind() == WaitKind.CONDITION).count() < 2) {
    Thread.sleep(10);
}
/locks --pool lab

putter.start(new Range(numbers, 1, 50));
putter.start(new Range(numbers, 51, 100));
int taken = taker.join(first).orElseThrow() + taker.join(second).orElseThrow();
/data
System.out.println("taken: " + taken + ", sum: " + numbers.header(Desk.class).sum());
