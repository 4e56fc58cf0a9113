package rockpool.engine.process;

/// A class of the prompt on its way.
///
/// @param isData whether values of it may lie in a pool: a record, an enum or a sealed type; the worker offers it to heaps before the body
///     runs, since the body may meet a value of it before it mentions the class
record ShippedClass(byte[] bytes, boolean isData) {}
