package rockpool.engine.heap;

import rockpool.engine.memory.Memory;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.PoolDamagedException;

/// A place where messages lie one after the other, as it is read. What is read is checked against the place's bounds, never believed.
public final class Message {

    /// What a type says about the values to come.
    private record Expected(Class<?> type, ClassLoader loader, NamedShape hint) {}

    private final MappedPool pool;
    private final Source source;
    private final long guard;
    /// Of the copy that was made last; a race costs no more than a second look.
    private Expected expected;

    /// @param guard the position of the word that changes when the message goes
    /// @param position of the message's first byte
    /// @param most bytes that a message has there
    public Message(MappedPool pool, long guard, long position, long most) {
        this.pool = pool;
        this.guard = guard;
        this.source = Source.message(pool, Types.of(pool), position - MessageWriter.ORIGIN, most + MessageWriter.ORIGIN);
    }

    /// The message as an ordinary Java value, made new. The caller keeps it from going meanwhile.
    ///
    /// @param word what stands for it
    /// @param type what it has to be an instance of
    /// @throws TypeMismatchException if it is not
    public <T> T copy(long word, Class<T> type) {
        Expected now = expected;
        if (now == null || now.type != type) {
            now = new Expected(type, type.getClassLoader(), Reading.hint(type));
            expected = now;
        }
        Object value = new CopyOut(source, false, now.loader).read(word, now.hint);
        if (!type.isInstance(value)) {
            throw new TypeMismatchException("the message is " + text(word, 100), "this process expects " + TypeNames.of(type), null);
        }
        return type.cast(value);
    }

    /// The message in place. Once the guard has changed each access to a view throws [StaleValueException].
    ///
    /// @param word what stands for the message
    /// @param view as for [Root#view]
    /// @throws TypeMismatchException if it cannot be seen so
    public <V> V view(long word, Class<V> view) {
        Wanted wanted = Wanted.of(view);
        if (wanted.inPlace() && Words.isReference(word)) {
            Place place = new Place(source, guard, Memory.getLongAcquire(guard), word);
            if (Views.has(place.info)) {
                return view.cast(Views.of(place, wanted));
            }
        }
        return copy(word, view);
    }

    /// The message as text, without any class of the program. The caller sees to it that what it got is of one message.
    ///
    /// @param most characters, roughly
    /// @throws PoolDamagedException if it leads outside its place
    public String text(long word, int most) {
        return ValueText.show(source, word, most);
    }

    /// The name of the message's type.
    public String typeName(long word) {
        return source.typeName(word);
    }

    @Override
    public String toString() {
        return "message in " + pool;
    }
}
