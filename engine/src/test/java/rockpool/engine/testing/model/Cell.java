package rockpool.engine.testing.model;

import java.util.Objects;

/// The model of one variable.
public final class Cell<V> {

    private V value;

    public Cell(V value) {
        this.value = value;
    }

    public V get() {
        return value;
    }

    /// @return what it was before
    public V set(V next) {
        V before = value;
        value = next;
        return before;
    }

    public Cell<V> copy() {
        return new Cell<>(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cell<?> cell && Objects.equals(cell.value, value);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(value);
    }

    @Override
    public String toString() {
        return String.valueOf(value);
    }
}
