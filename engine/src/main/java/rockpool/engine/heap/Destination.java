package rockpool.engine.heap;

import rockpool.engine.pool.Descriptor;

/// Where values are copied to: a heap through its writer, or a message.
interface Destination {

    /// The types that headers refer to.
    Types types();

    /// The position of offset 0, which does not change while one value is copied.
    long base();

    /// Takes room for a block and writes its header.
    ///
    /// @param length for the header: elements or bytes, as the type says
    /// @param contentBytes of the contents
    /// @return the block's offset
    long allocate(TypeInfo type, int length, long contentBytes);

    /// Where strings are encoded.
    LatinText texts();

    /// Is told of each handle among the values.
    void refersTo(Descriptor thing);
}
