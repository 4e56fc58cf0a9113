package rockpool.engine.testing.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/// A drawn operation with its arguments. Who knows the seed draws the same ones, so they need not be sent.
record Call<T, M>(Operation<T, M> operation, int[] arguments) {

    static <T, M> List<Call<T, M>> draw(Subject<T, M> subject, long seed, int count) {
        Random random = new Random(seed);
        List<Operation<T, M>> operations = subject.operations();
        int all = operations.stream().mapToInt(Operation::weight).sum();
        List<Call<T, M>> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Operation<T, M> operation = at(operations, random.nextInt(all));
            calls.add(new Call<>(operation, Arrays.stream(operation.bounds()).map(random::nextInt).toArray()));
        }
        return calls;
    }

    private static <T, M> Operation<T, M> at(List<Operation<T, M>> operations, int weight) {
        int left = weight;
        for (Operation<T, M> operation : operations) {
            left -= operation.weight();
            if (left < 0) {
                return operation;
            }
        }
        throw new AssertionError(weight);
    }

    int key(int keys) {
        return keys == 1 ? 0 : arguments[0];
    }

    String result(T structure) {
        return Step.text(() -> operation.real().perform(structure, arguments));
    }

    Object onModel(M model) {
        try {
            return operation.model().perform(model, arguments);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the model of " + this, e);
        }
    }

    @Override
    public String toString() {
        return Arrays.stream(arguments).mapToObj(Integer::toString).collect(Collectors.joining(", ", operation.name() + "(", ")"));
    }
}
