// The tutorial's example as it stands there: X assigns 1 to a variable and starts Y, which adds it. But Y begins as a copy of the session,
// in which the variable still holds 0; what X assigns stays in X. So it prints 2. (With a shared reference it is 3: see
// first-experiment.jsh.)

int c = 0;

var y = define("y", (Integer k) -> k + 1 + c);

var x = define("x", (Integer k) -> {
    c = 1;
    return y.join(y.start(k)).orElseThrow();
});

System.out.println("Result: " + x.join(x.start(1)).orElseThrow());
