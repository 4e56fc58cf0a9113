// The tutorial's complete example, with a shared reference: X makes one that holds 1 and starts Y with it, and Y answers with its argument
// plus one plus what the reference holds. So it prints 3. (With a plain variable it is 2: see plain-variable.jsh.)

/pool create lab 16m

record Job(Ref<Integer> c, int k) {}

var y = define("y", (Job j) -> j.k() + 1 + j.c().get());

var x = define("x", (Integer k) -> {
    var c = Ref.create(lab, 1);
    return y.join(y.start(new Job(c, k))).orElseThrow();
});

System.out.println("Result: " + x.join(x.start(1)).orElseThrow());
