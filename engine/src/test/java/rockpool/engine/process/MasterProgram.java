package rockpool.engine.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A program with a master that starts and joins processes, some of which start others, until it is killed. For [MasterDeathTest].
final class MasterProgram {

    private MasterProgram() {}

    public static void main(String[] arguments) {
        Master master = Master.start(MasterOptions.defaults().withStandby(1).withLimit(6).withWorkerHeap("64m"));
        System.out.println("folder " + master.folder());
        Definition<Integer, Integer> inner = master.define("inner", k -> k + 1);
        Definition<Integer, Integer> outer = master.define("outer", k -> inner.join(inner.start(k)).orElseThrow() + 1);
        int rounds = Integer.parseInt(arguments[0]);
        List<CompletableFuture<Void>> starters = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            starters.add(CompletableFuture.runAsync(() -> work(outer, rounds)));
        }
        starters.forEach(CompletableFuture::join);
        System.out.println("done");
        master.close();
        System.out.println("closed");
    }

    private static void work(Definition<Integer, Integer> outer, int rounds) {
        for (int i = 0; i < rounds; i++) {
            try {
                int result = outer.join(outer.start(i)).orElseThrow();
                if (result != i + 2) {
                    throw new AssertionError(i + " gave " + result);
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
