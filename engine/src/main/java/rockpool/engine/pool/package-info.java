/// The pool: one shared memory object, what lies where in it, and who uses it.
///
/// Above it are locks and heaps, which live in the pool's units; below it mapped memory and the system calls. Everything here that other
/// processes see is claimed by one compare-and-set of a word that names the claimer, so that whoever finds a dead process can clean up
/// after it without asking anybody.
///
/// A [rockpool.engine.pool.MappedPool] is what may be read, a [rockpool.engine.pool.Pool] may be changed as well, a
/// [rockpool.engine.pool.PoolView] only looks. Methods that store are refused by a view before they touch memory.
package rockpool.engine.pool;
