package rockpool.engine.posix;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/// The C library's functions, direct-mapped. Each returns what C returns; errno is then [Native#getLastError()].
final class LibC {

    static {
        // Every JVM has the C library loaded: there is nothing to look for in the folders.
        Native.register(LibC.class, NativeLibrary.getProcess());
    }

    private LibC() {}

    static native int shm_open(String name, int flags, int mode);

    static native int shm_unlink(String name);

    static native int close(int fd);

    static native long pread(int fd, byte[] buffer, long length, long offset);

    static native long lseek(int fd, long offset, int whence);

    static native int fallocate(int fd, int mode, long offset, long length);

    static native int flock(int fd, int operation);

    static native long mmap(long address, long length, int protection, int flags, int fd, long offset);

    static native int munmap(long address, long length);

    static native int kill(int pid, int signal);

    static native int getppid();

    static native int setpgid(int pid, int group);

    static native int prctl(int option, long a, long b, long c, long d);

    static native long syscall(long number, long a, long b, long c, long d, long e, long f);
}
