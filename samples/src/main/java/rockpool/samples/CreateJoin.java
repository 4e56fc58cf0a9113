package rockpool.samples;

import java.util.ArrayList;
import java.util.List;
import rockpool.engine.process.Definition;
import rockpool.engine.process.Master;
import rockpool.engine.process.MasterOptions;
import rockpool.engine.process.Processes;

/// Starts processes and joins them: a first process starts ten others, each of which squares a number, and adds up what they return.
///
/// (Answers to Netmulticore's example `create_join`.)
public final class CreateJoin {

    private static final int NUMBERS = 10;

    private CreateJoin() {}

    public static void main(String[] arguments) throws InterruptedException {
        int result = Master.run(MasterOptions.defaults(), CreateJoin::sumOfSquares, NUMBERS);
        System.out.println("Final result: " + result);
    }

    /// What the first process does. All others run before the first of them is joined.
    private static int sumOfSquares(int numbers) throws InterruptedException {
        Definition<Integer, Integer> square = Processes.define("square", CreateJoin::square);
        List<Long> started = new ArrayList<>();
        for (int k = 1; k <= numbers; k++) {
            long process = square.start(k);
            System.out.println("start(" + k + "): process " + process);
            started.add(process);
        }
        int sum = 0;
        for (long process : started) {
            sum += square.join(process).orElseThrow();
        }
        return sum;
    }

    private static int square(int k) {
        int result = k * k;
        System.out.println("process: square(" + k + ")=" + result);
        return result;
    }
}
