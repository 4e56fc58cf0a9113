package rockpool.engine.posix;

import java.util.Map;

/// A system call that failed. The message names the call, its arguments and the error.
public final class PosixException extends RuntimeException {

    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int ESRCH = 3;
    public static final int EINTR = 4;
    public static final int EAGAIN = 11;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int EEXIST = 17;
    public static final int EINVAL = 22;
    public static final int EFBIG = 27;
    public static final int ENOSPC = 28;
    public static final int ENOSYS = 38;
    public static final int EOPNOTSUPP = 95;
    public static final int ETIMEDOUT = 110;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(EPERM, "EPERM, not permitted"),
            Map.entry(ENOENT, "ENOENT, no such file"),
            Map.entry(ESRCH, "ESRCH, no such process"),
            Map.entry(EINTR, "EINTR, interrupted"),
            Map.entry(EAGAIN, "EAGAIN, try again"),
            Map.entry(ENOMEM, "ENOMEM, out of memory"),
            Map.entry(EACCES, "EACCES, permission denied"),
            Map.entry(EEXIST, "EEXIST, exists already"),
            Map.entry(EINVAL, "EINVAL, invalid argument"),
            Map.entry(EFBIG, "EFBIG, file too large"),
            Map.entry(ENOSPC, "ENOSPC, no space left"),
            Map.entry(ENOSYS, "ENOSYS, not implemented"),
            Map.entry(EOPNOTSUPP, "EOPNOTSUPP, not supported"),
            Map.entry(ETIMEDOUT, "ETIMEDOUT, timed out"));

    private static final long serialVersionUID = 1;

    private final int errno;

    PosixException(String call, int errno) {
        super(call + ": " + NAMES.getOrDefault(errno, "errno " + errno));
        this.errno = errno;
    }

    /// The error's number, one of the constants of this class or another of the system's.
    public int errno() {
        return errno;
    }
}
