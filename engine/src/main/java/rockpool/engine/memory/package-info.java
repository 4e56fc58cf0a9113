/// Shared memory as this process sees it: one reserved range of addresses, in which all mapped regions lie, and the ways to read and
/// write it.
///
/// Above it is the pool, below it the system calls. A **position** is a byte offset into the reserved range, in this process only; an
/// **offset** is one into a region, the same in all processes, and the only thing that is ever stored in shared memory.
///
/// The names of the access methods follow the memory model: a bare `get`/`put` is plain, `Opaque` is atomic and in program order with
/// itself, `Acquire`/`Release` order what comes after or before, `Volatile` is in one order with all others.
package rockpool.engine.memory;
