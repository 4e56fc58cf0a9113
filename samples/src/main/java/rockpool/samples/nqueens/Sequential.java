package rockpool.samples.nqueens;

/// One process, just for comparison.
public final class Sequential implements Way {

    @Override
    public long solve(int size) throws InterruptedException {
        Solutions solutions = new Solutions(size);
        Search.whole(size).run(solutions::add);
        return solutions.count();
    }
}
