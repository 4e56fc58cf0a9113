package rockpool.engine.testing.model;

/// One kind of step: what it does to the structure and what it does to the model. Both return the result, which is compared by its text:
/// what has none of its own, such as an array, is returned as a list. An exception is a result by the name of its class.
///
/// @param name for the reader
/// @param weight how often it is drawn, beside the others' weights
/// @param real what it does to the structure
/// @param model what it does to the model
/// @param bounds of its arguments: argument `i` is drawn from 0 until `bounds[i]`. Of a subject with keys the first one is the key.
/// @param <T> the structure
/// @param <M> the model
public record Operation<T, M>(String name, int weight, On<T> real, On<M> model, int... bounds) {

    /// Something done with arguments.
    public interface On<X> {
        Object perform(X on, int[] arguments) throws Exception;
    }
}
