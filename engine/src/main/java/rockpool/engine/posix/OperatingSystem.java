package rockpool.engine.posix;

import java.util.OptionalLong;

/// What the engine asks of the operating system. Another system is one more class that implements this.
///
/// All methods may be called by any thread. Sizes and offsets are bytes, times nanoseconds. A failure that is not an expected
/// outcome is a [PosixException].
public interface OperatingSystem {

    /// The system this process runs on.
    static OperatingSystem current() {
        return Linux.INSTANCE;
    }

    /// The folder in which shared memory objects appear as files.
    String sharedMemoryFolder();

    /// Creates a shared memory object that only its owner may open.
    ///
    /// @param name without a slash
    /// @return its file descriptor
    /// @throws PosixException with `EEXIST` if there is one of that name
    int createShared(String name);

    /// Opens a shared memory object for reading, and for writing if asked.
    int openShared(String name, boolean writable);

    /// Removes the name of a shared memory object.
    ///
    /// @return false if there was none
    boolean unlinkShared(String name);

    void close(int fd);

    /// Reads bytes of a file into an array.
    ///
    /// @return how many there were, at most the array's length
    int read(int fd, long offset, byte[] into);

    /// The present size of the file behind `fd`.
    long size(int fd);

    /// The number that tells the file behind `fd` from all others on its file system.
    long inode(int fd);

    /// Reserves memory for a part of a file, and makes the file so long.
    ///
    /// @return false if there is not enough memory; the file is then as long as before
    boolean reserve(int fd, long offset, long length);

    /// Gives the memory of a part of a file back to the system. Reading it afterwards gives zeros.
    void punch(int fd, long offset, long length);

    /// Takes a shared lock on the whole file, if that is possible without waiting.
    boolean lockShared(int fd);

    /// Takes, or turns the shared lock into, an exclusive lock, if that is possible without waiting.
    boolean lockExclusive(int fd);

    /// Reserves a range of addresses near `hint` that holds zeros. Nothing is allocated until it is written.
    ///
    /// @return the address
    long reserveAddresses(long hint, long length);

    /// Maps a file over a part of a reserved range.
    void mapFile(long address, long length, int fd, long offset, boolean writable);

    /// Puts zeros over a mapped range again, so that reading or writing it does no harm.
    void unmap(long address, long length);

    /// Waits until another thread wakes `address`, at once over if the word there is not `expected`.
    ///
    /// @param address an absolute address of a 4-byte word in shared memory
    /// @param nanos how long at most, greater than 0
    /// @return false if the time ran out; true means woken, or not slept at all, or for no reason
    /// @throws IllegalArgumentException if `nanos` is not greater than 0
    boolean futexWait(long address, int expected, long nanos);

    /// Wakes up to `count` waiters of `address`.
    ///
    /// @return how many were woken
    int futexWake(long address, int count);

    /// Sends a signal.
    ///
    /// @return false if there is no such process
    boolean kill(int pid, int signal);

    int parentPid();

    /// Asks for SIGKILL to this process as soon as its parent's starting thread ends. The caller checks [#parentPid()] again afterwards.
    void dieWithParent();

    /// When a process was started, in the system's ticks since boot, or nothing if there is no such process or it may not be seen.
    OptionalLong startTime(int pid);

    /// Whether any instruction of a process may still run.
    ProcessState stateOf(ProcessIdentity process);

    /// The signal's number for a name such as `KILL`, `SIGSTOP` or `9`.
    ///
    /// @throws IllegalArgumentException naming the value and what is allowed
    int signalNumber(String name);

    /// The signal's name without `SIG`, such as `KILL`; its number as text if it has none.
    String signalName(int number);

    /// Puts this process into a process group of its own, so that keys pressed at the terminal (Ctrl-C) send it no signal.
    void leaveProcessGroup();

    /// A number that differs between boots of the machine.
    long bootIdentity();

    /// A number that differs between namespaces of process ids.
    long pidNamespace();
}
