package rockpool.engine.process;

import java.io.Serializable;

/// What a process runs: a function of one argument and one result.
///
/// It runs in a worker, on copies: whatever it captures, and the variables of the prompt that it reaches, are as they were at the start.
@FunctionalInterface
public interface Body<A, R> extends Serializable {
    R apply(A argument) throws Exception;
}
