package rockpool.engine.testing.model;

import java.util.List;
import rockpool.engine.pool.Pool;

/// What a [ModelRun] tests: a structure that can be found by name, its operations, and a plain model of it. Each process makes an instance
/// of its own, so it has a constructor without parameters.
///
/// A model is a plain object of one thread, such as an `ArrayList` or a [Cell], whose `equals` compares states. If nothing that an
/// operation does to one key can be seen at another, there is a model for each key: that makes the search much shorter.
///
/// @param <T> the structure
/// @param <M> the model of the structure, or of what it has under a key
public interface Subject<T, M> {

    /// Makes the structure, before the other processes begin.
    T create(Pool pool, String name);

    /// Finds it in another process.
    T find(Pool pool, String name);

    /// What is done to it; the same in each process.
    List<Operation<T, M>> operations();

    /// A model of its own in the same state.
    M copy(M model);

    /// How many keys there are: each operation's first argument is one from 0 until here. 1: the model is of the whole structure.
    default int keys() {
        return 1;
    }

    /// The state of the structure while nobody changes it.
    ///
    /// @param key whose state; 0 for the whole
    M contents(T structure, int key);
}
