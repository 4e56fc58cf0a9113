package rockpool.engine.data;

import java.time.Duration;

/// The value of a [SharedVariable] as this process last read it, with its version. Answers to Netplex's `versioned_value`.
///
/// ```java
/// VersionedValue<Settings> settings = variable.versioned();
/// while (serving()) {
///     settings.update();              // copies only if somebody has set another value
///     serve(settings.get());
/// }
/// ```
///
/// To find out whether there is a newer value costs as much as reading one number of the pool. Not for use by several threads at once.
///
/// @param <T> the value's type
public final class VersionedValue<T> {

    private final SharedVariable<T> variable;
    private SharedVariable.Content<T> content;

    VersionedValue(SharedVariable<T> variable) {
        this.variable = variable;
        this.content = variable.read();
    }

    /// The value, null if there was none. It is the same object until [#update()] or [#await(Duration)] finds a newer one. Answers to
    /// `vv_get`.
    public T get() {
        return content.value();
    }

    /// The version of the value, 0 if there was none. Answers to `vv_version`.
    public long version() {
        return content.version();
    }

    /// Reads the value again if there is a newer one. Answers to `vv_update`.
    ///
    /// @return whether there was
    /// @throws IllegalStateException if the variable was removed; the value stays
    public boolean update() {
        if (variable.version() == content.version()) {
            return false;
        }
        content = variable.read();
        return true;
    }

    /// Waits for a newer value and reads it.
    ///
    /// @return whether there was one before the time had passed
    /// @throws InterruptedException if the thread was interrupted while it waited
    /// @throws IllegalStateException if the variable was removed, also while it waited; the value stays
    public boolean await(Duration atMost) throws InterruptedException {
        return variable.awaitNewer(content.version(), atMost) && update();
    }

    /// Sets the variable's value if nobody has set one since this was read, and reads it again in any case. Answers to `vv_set`, which asks
    /// for nothing; [SharedVariable#set] asks for nothing either.
    ///
    /// @return false if somebody has
    public boolean trySet(T value) {
        boolean done = variable.compareAndSet(content.version(), value);
        update();
        return done;
    }

    @Override
    public String toString() {
        return "version " + version() + ": " + get();
    }
}
