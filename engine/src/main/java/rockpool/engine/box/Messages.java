package rockpool.engine.box;

import java.util.Spliterators;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/// The messages of a box, taken one by one as a stream asks for them.
final class Messages<T> extends Spliterators.AbstractSpliterator<T> {

    private final Camlbox<T> box;

    Messages(Camlbox<T> box) {
        super(Long.MAX_VALUE, NONNULL);
        this.box = box;
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        T message;
        try {
            message = box.take();
        } catch (BoxClosedException | CancellationException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        action.accept(message);
        return true;
    }
}
