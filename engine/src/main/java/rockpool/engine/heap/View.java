package rockpool.engine.heap;

import rockpool.engine.memory.Memory;

/// A value of a heap seen in place, through an interface of the user's or, as a [StructView], by the names of its components.
///
/// An interface has a method of a component's name for each component it wants to see: without a parameter it reads, with one it
/// changes. A method's type is the component's; or, where that is a reference, another such interface to see it in place, or `List` for a
/// list or an array. What the interface shows under its own type is copied.
///
/// ```java
/// interface AccountView { String owner(); long balance(); void balance(long b); }
/// ```
///
/// A setter takes a primitive, or a value that already lives in this heap. Outside [Heap#modify] it is a modify of its own; inside, it
/// happens with all the others, and is seen at once by who makes the changes.
///
/// Each access may see another state of the value; a pinned view keeps the collector from it, not other writers. Any thread may use a
/// view. Once the collector has taken the value back, every access throws [StaleValueException].
public abstract non-sealed class View implements InHeap {

    private final Place place;
    private final Wanted[] wanted;

    /// Called by generated code.
    ///
    /// @param wanted how the references are to be seen
    protected View(Place place, Wanted[] wanted) {
        this.place = place;
        this.wanted = wanted;
    }

    /// Called by generated code: a view of the same kind of another value of the same type.
    protected abstract View of(Place other, Wanted[] sameWanted);

    /// A view of the same kind.
    final View of(Place other) {
        return of(other, wanted);
    }

    final Place place() {
        return place;
    }

    @Override
    public final Heap heap() {
        return place.heap;
    }

    /// The value as an ordinary Java value.
    ///
    /// @throws UncopyableValueException if its class refuses what is stored
    @Override
    public final Object copy() {
        return Reading.copy(place);
    }

    @Override
    public final long wordFor(Writer writer) {
        return Added.wordOf(place, writer, this);
    }

    /// The value as text, as a record prints itself.
    @Override
    public final String toString() {
        return ValueText.of(place);
    }

    /// Whether both see the same value in the same place.
    @Override
    public final boolean equals(Object other) {
        return other instanceof View view && view.place.same(place);
    }

    @Override
    public final int hashCode() {
        return place.hashCode();
    }

    // Generated code reads and changes components by these. An offset counts from the contents' start, and is the type's own.

    protected final long longAt(int offset) {
        Writer mine = place.mine();
        long value = mine == null ? Memory.getLong(place.contents + offset) : through(mine, offset, Long.BYTES);
        place.check();
        return value;
    }

    protected final int intAt(int offset) {
        Writer mine = place.mine();
        int value = mine == null ? Memory.getInt(place.contents + offset) : (int) through(mine, offset, Integer.BYTES);
        place.check();
        return value;
    }

    protected final short shortAt(int offset) {
        Writer mine = place.mine();
        short value = mine == null ? Memory.getShort(place.contents + offset) : (short) through(mine, offset, Short.BYTES);
        place.check();
        return value;
    }

    protected final char charAt(int offset) {
        return (char) shortAt(offset);
    }

    protected final byte byteAt(int offset) {
        Writer mine = place.mine();
        byte value = mine == null ? Memory.getByte(place.contents + offset) : (byte) through(mine, offset, Byte.BYTES);
        place.check();
        return value;
    }

    protected final boolean booleanAt(int offset) {
        return byteAt(offset) != 0;
    }

    protected final float floatAt(int offset) {
        return Float.intBitsToFloat(intAt(offset));
    }

    protected final double doubleAt(int offset) {
        return Double.longBitsToDouble(longAt(offset));
    }

    private long through(Writer mine, int offset, int width) {
        return mine.readThrough(place.block + Block.HEADER + offset, width);
    }

    /// A component that is a reference.
    ///
    /// @param index which of the ways to see it
    protected final Object valueAt(int offset, int index) {
        return Reading.value(place, offset, wanted[index]);
    }

    protected final void putLong(int offset, long value) {
        Writing.bits(place, offset, Long.BYTES, value);
    }

    protected final void putInt(int offset, int value) {
        Writing.bits(place, offset, Integer.BYTES, value);
    }

    protected final void putShort(int offset, short value) {
        Writing.bits(place, offset, Short.BYTES, value);
    }

    protected final void putChar(int offset, char value) {
        Writing.bits(place, offset, Character.BYTES, value);
    }

    protected final void putByte(int offset, byte value) {
        Writing.bits(place, offset, Byte.BYTES, value);
    }

    protected final void putBoolean(int offset, boolean value) {
        Writing.bits(place, offset, Byte.BYTES, value ? 1 : 0);
    }

    protected final void putFloat(int offset, float value) {
        Writing.bits(place, offset, Float.BYTES, Float.floatToRawIntBits(value));
    }

    protected final void putDouble(int offset, double value) {
        Writing.bits(place, offset, Double.BYTES, Double.doubleToRawLongBits(value));
    }

    /// Changes a component that is a reference.
    protected final void putValue(int offset, Object value) {
        Writing.value(place, offset, value);
    }
}
