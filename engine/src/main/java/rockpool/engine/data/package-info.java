/// Shared data structures, with handles that travel between processes.
///
/// Below it is the heap, whose values they hold; above it are the processes that use them. A structure that lies in a heap of its own is
/// read in three ways: as a copy, pinned while a function runs over the value in place, and unprotected through a view that reports when
/// the value is gone. Primitive arrays lie in the pool itself, outside of heaps: nothing in them is collected or moved, and no lock is
/// taken to read or write them.
package rockpool.engine.data;
