package rockpool.engine.process;

import java.util.ArrayList;
import java.util.List;

/// What a task typically consists of. A worker that warms up loads this class again and again, as if it were one of the prompt.
final class WarmupSample {

    record Job(int number, String text, List<Integer> numbers) {}

    static int variable = 1;

    private WarmupSample() {}

    static Body<Job, Job> body() {
        return job -> {
            System.out.println(job.text);
            return new Job(job.number + variable, job.text, job.numbers);
        };
    }

    static Job argument() {
        return new Job(1, "text", new ArrayList<>(List.of(1, 2, 3)));
    }
}
