/// Shared data structures, each in a heap of its own, with a handle that travels between processes.
///
/// Below it is the heap, whose values they hold; above it are the processes that use them. Every structure is read in three ways: as a copy,
/// pinned while a function runs over the value in place, and unprotected through a view that reports when the value is gone.
package rockpool.engine.data;
