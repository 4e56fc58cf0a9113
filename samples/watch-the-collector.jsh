// Two workers assign list after list to one reference. Each assignment leaves the list before it as garbage in the reference's heap, and
// whenever there is as much garbage as there are live values, the collector runs, in the worker that needs the memory. The console shows
// each run as it happens, until both workers are done.

/pool create lab 64m
/ref new numbers List.of(0)

var writer = define("writer", (Integer seed) -> {
    for (int round = 0; round < 200; round++) {
        numbers.set(IntStream.range(0, 5_000).map(i -> seed + i).boxed().toList());
        Thread.sleep(5);
    }
    return numbers.get().size();
});

/spawn writer 1
/spawn writer 2
/gc watch --pool lab --while-workers

/heap numbers
System.out.println("The last list has " + numbers.get().size() + " elements.");
