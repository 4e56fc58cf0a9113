/// Races of the lock-free parts: two sides, which may be two processes, do one thing each at the same time, again and again. Outcomes are
/// counted, and one that is not allowed fails.
package rockpool.engine.litmus;
