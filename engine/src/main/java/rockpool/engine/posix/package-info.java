/// What the engine takes from the system: every POSIX function that it needs, direct-mapped through JNA, each failure a
/// [rockpool.engine.posix.PosixException] that names the call, its arguments and errno; and the threads of its own.
package rockpool.engine.posix;
