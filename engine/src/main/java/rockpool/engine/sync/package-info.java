/// Locks, semaphores, conditions, read-write locks, barriers and latches that live in a pool, waiting for them, and reading from outside
/// who holds what and who waits for whom.
///
/// Above it is the heap, whose own lock is one of these; below it the pool. A lock's word is the only truth about who owns it: there
/// are no lists of held locks to keep in step with it. Owners are actors, so a thread that ends while it holds a lock is a dead owner
/// just as a killed process is.
///
/// **Vocabulary.** A lock is *free* (no owner), *held*, held by a *dead* owner, or *abandoned* (given up, nobody can have it any more).
/// Who takes it from a dead owner *takes it over* and is told so. A *wake word* is a 4-byte counter that is bumped before every wake-up, so
/// that a sleep that was decided on before the bump does not happen. A *ticket* is the wake word's value before that decision.
package rockpool.engine.sync;
