package rockpool.shell.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BlockValueTest {

    @Test
    void theReturnOfALambdaOrAClassIsNotTheBlocks() {
        Stream.of("{ }", "{ return; }", "{ if (worker > 0) return; run(); }", "{ heap.modify(m -> { m.add(1); return null; }); }",
                "{ print(\"return 1; }\"); // return 2\n }", "{ new Thread(new Job(1) { public int go() { return 1; } }).start(); }",
                "{ record Pair(int a) { int twice() { return 2 * a; } } print(new Pair(1)); }", "{ f(x -> { if (x) { return 1; } return 2; }); }")
                .forEach(block -> assertEquals(false, BlockValue.isReturnedBy(block), block));
        Stream.of("{ return 1; }", "{ while (true) { if (x) { return f(y -> { return 3; }); } } }", "{ return(1); }", "{ return\n  x; }",
                "{ return '}'; }", "{ switch (x) { case 1, 2 -> { return 3; } default -> { } } }", "{ if (a.equals(new Job(1))) { return 1; } return 2; }")
                .forEach(block -> assertEquals(true, BlockValue.isReturnedBy(block), block));
    }
}
