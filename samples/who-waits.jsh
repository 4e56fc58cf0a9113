// Two workers take the same two mutexes in opposite orders, so that each waits for the other for ever. /locks shows who has what, who waits
// since when and, a moment later, from which line, and the cycle. Killing both frees the mutexes: who takes one next is told that its owner has
// died. So the last line is: left: OWNER_DIED

/pool create lab 16m
var left = Mutex.create(lab, "left");
var right = Mutex.create(lab, "right");
var both = Latch.create(lab, "both", 2);

var taker = define("taker", (Boolean leftFirst) -> {
    (leftFirst ? left : right).lock();
    both.countDown();
    both.await();
    (leftFirst ? right : left).lock();
    return null;
});

/spawn taker true
/spawn taker false
while (WaitGraph.of(lab).cycles().stream().flatMap(List::stream).filter(wait -> !wait.line().isEmpty()).count() < 2) {
    Thread.sleep(10);
}

/locks --pool lab
/kill -KILL taker
System.out.println("left: " + left.lock());
