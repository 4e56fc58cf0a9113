/// The system calls, and nothing else: every POSIX function the engine needs, direct-mapped through JNA, each failure a
/// [rockpool.engine.posix.PosixException] that names the call, its arguments and errno.
package rockpool.engine.posix;
