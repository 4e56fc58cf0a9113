package rockpool.engine.posix;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/// Linux on x86-64 and aarch64.
final class Linux implements OperatingSystem {

    static final Linux INSTANCE = new Linux();

    private static final int O_RDONLY = 0;
    private static final int O_RDWR = 2;
    private static final int O_CREAT = 0100;
    private static final int O_EXCL = 0200;
    private static final int O_CLOEXEC = 02000000;
    private static final int OWNER_ONLY = 0600;
    private static final int SEEK_END = 2;
    private static final int FALLOC_FL_KEEP_SIZE = 1;
    private static final int FALLOC_FL_PUNCH_HOLE = 2;
    private static final int LOCK_SH = 1;
    private static final int LOCK_EX = 2;
    private static final int LOCK_NB = 4;
    private static final int PROT_READ = 1;
    private static final int PROT_WRITE = 2;
    private static final int MAP_SHARED = 1;
    private static final int MAP_PRIVATE = 2;
    private static final int MAP_FIXED = 0x10;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int MAP_NORESERVE = 0x4000;
    private static final int FUTEX_WAIT = 0;
    private static final int FUTEX_WAKE = 1;
    private static final int PR_SET_PDEATHSIG = 1;
    private static final int SIGKILL = 9;

    /// An interrupted or very large reservation is repeated in steps of this many bytes, so that each ends soon.
    private static final long RESERVE_STEP = 4L << 20;

    private static final List<String> SIGNALS = List.of("0", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL",
            "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
            "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

    private Linux() {}

    @Override
    public String sharedMemoryFolder() {
        return "/dev/shm";
    }

    @Override
    public int createShared(String name) {
        return checked(LibC.shm_open("/" + name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, OWNER_ONLY),
                () -> "shm_open(name=" + name + ", create)");
    }

    @Override
    public int openShared(String name, boolean writable) {
        return checked(LibC.shm_open("/" + name, (writable ? O_RDWR : O_RDONLY) | O_CLOEXEC, 0),
                () -> "shm_open(name=" + name + ", writable=" + writable + ")");
    }

    @Override
    public boolean unlinkShared(String name) {
        if (LibC.shm_unlink("/" + name) == 0) {
            return true;
        }
        int errno = Native.getLastError();
        if (errno == PosixException.ENOENT) {
            return false;
        }
        throw new PosixException("shm_unlink(name=" + name + ")", errno);
    }

    @Override
    public void close(int fd) {
        checked(LibC.close(fd), () -> "close(fd=" + fd + ")");
    }

    @Override
    public int read(int fd, long offset, byte[] into) {
        long length = LibC.pread(fd, into, into.length, offset);
        if (length < 0) {
            throw new PosixException("pread(fd=" + fd + ", offset=" + offset + ", length=" + into.length + ")", Native.getLastError());
        }
        return (int) length;
    }

    @Override
    public long size(int fd) {
        long size = LibC.lseek(fd, 0, SEEK_END);
        if (size < 0) {
            throw new PosixException("lseek(fd=" + fd + ", end)", Native.getLastError());
        }
        return size;
    }

    @Override
    public long inode(int fd) {
        Path path = Path.of("/proc/self/fd/" + fd);
        try {
            return (Long) Files.getAttribute(path, "unix:ino");
        } catch (IOException e) {
            throw new PosixException("stat(path=" + path + ")", PosixException.ENOENT);
        }
    }

    @Override
    public boolean reserve(int fd, long offset, long length) {
        long end = offset + length;
        for (long at = offset; at < end; ) {
            long step = Math.min(RESERVE_STEP, end - at);
            if (LibC.fallocate(fd, 0, at, step) == 0) {
                at += step;
                continue;
            }
            int errno = Native.getLastError();
            switch (errno) {
                case PosixException.EINTR -> { }
                case PosixException.ENOSPC, PosixException.ENOMEM, PosixException.EFBIG -> {
                    return false;
                }
                default -> throw new PosixException("fallocate(fd=" + fd + ", offset=" + at + ", length=" + step + ")", errno);
            }
        }
        return true;
    }

    @Override
    public void punch(int fd, long offset, long length) {
        while (LibC.fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, offset, length) != 0) {
            int errno = Native.getLastError();
            if (errno != PosixException.EINTR) {
                throw new PosixException("fallocate(fd=" + fd + ", punch, offset=" + offset + ", length=" + length + ")", errno);
            }
        }
    }

    @Override
    public boolean lockShared(int fd) {
        return lock(fd, LOCK_SH);
    }

    @Override
    public boolean lockExclusive(int fd) {
        return lock(fd, LOCK_EX);
    }

    private static boolean lock(int fd, int kind) {
        while (LibC.flock(fd, kind | LOCK_NB) != 0) {
            int errno = Native.getLastError();
            if (errno == PosixException.EAGAIN) {
                return false;
            }
            if (errno != PosixException.EINTR) {
                throw new PosixException("flock(fd=" + fd + ", " + (kind == LOCK_EX ? "exclusive" : "shared") + ")", errno);
            }
        }
        return true;
    }

    @Override
    public long reserveAddresses(long hint, long length) {
        int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
        long address = LibC.mmap(hint, length, PROT_READ | PROT_WRITE, flags, -1, 0);
        if (address == -1) {
            address = LibC.mmap(hint, length, PROT_READ, flags, -1, 0);
        }
        return mapped(address, "reserve", length);
    }

    @Override
    public void mapFile(long address, long length, int fd, long offset, boolean writable) {
        int protection = writable ? PROT_READ | PROT_WRITE : PROT_READ;
        mapped(LibC.mmap(address, length, protection, MAP_SHARED | MAP_FIXED | MAP_NORESERVE, fd, offset), "fd=" + fd, length);
    }

    @Override
    public void unmap(long address, long length) {
        int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED;
        mapped(LibC.mmap(address, length, PROT_READ | PROT_WRITE, flags, -1, 0), "zeros", length);
    }

    private static long mapped(long address, String what, long length) {
        if (address == -1) {
            throw new PosixException("mmap(" + what + ", length=" + length + ")", Native.getLastError());
        }
        return address;
    }

    @Override
    public boolean futexWait(long address, int expected, long nanos) {
        if (nanos <= 0) {
            throw new IllegalArgumentException("nanos=" + nanos + ": must be greater than 0");
        }
        long result = Futex.sleep(address, FUTEX_WAIT, expected, nanos);
        return switch ((int) -result) {
            case 0, PosixException.EAGAIN, PosixException.EINTR -> true;
            case PosixException.ETIMEDOUT -> false;
            default -> throw new PosixException("futex(wait, expected=" + expected + ")", (int) -result);
        };
    }

    @Override
    public int futexWake(long address, int count) {
        long woken = Futex.wake(address, FUTEX_WAKE, count);
        if (woken < 0) {
            throw new PosixException("futex(wake, count=" + count + ")", (int) -woken);
        }
        return (int) woken;
    }

    @Override
    public boolean kill(int pid, int signal) {
        if (pid <= 0) {
            throw new IllegalArgumentException("pid=" + pid + ": must be greater than 0");
        }
        if (LibC.kill(pid, signal) == 0) {
            return true;
        }
        int errno = Native.getLastError();
        if (errno == PosixException.ESRCH) {
            return false;
        }
        throw new PosixException("kill(pid=" + pid + ", signal=" + signal + ")", errno);
    }

    @Override
    public int parentPid() {
        return LibC.getppid();
    }

    @Override
    public void dieWithParent() {
        checked(LibC.prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0), () -> "prctl(PR_SET_PDEATHSIG)");
    }

    @Override
    public OptionalLong startTime(int pid) {
        ProcStat stat = ProcStat.of(Path.of("/proc/" + pid + "/stat"));
        return stat == null ? OptionalLong.empty() : OptionalLong.of(stat.startTime());
    }

    @Override
    public ProcessState stateOf(ProcessIdentity process) {
        return ProcStat.stateOf(process);
    }

    @Override
    public int signalNumber(String name) {
        String plain = name.toUpperCase(Locale.ROOT).replaceFirst("^-", "").replaceFirst("^SIG", "");
        int number = plain.matches("\\d{1,2}") ? Integer.parseInt(plain) : SIGNALS.indexOf(plain);
        if (number < 0 || number > 64) {
            throw new IllegalArgumentException("signal=" + name + ": allowed are 0 to 64 and " + String.join(" ", SIGNALS.subList(1, SIGNALS.size())));
        }
        return number;
    }

    @Override
    public String signalName(int number) {
        return number > 0 && number < SIGNALS.size() ? SIGNALS.get(number) : Integer.toString(number);
    }

    @Override
    public void leaveProcessGroup() {
        checked(LibC.setpgid(0, 0), () -> "setpgid(0, 0)");
    }

    /// Neither changes while this process runs, and everybody who attaches a pool asks.
    private static final class Here {
        static final long BOOT = readBootIdentity();
        static final long NAMESPACE = readPidNamespace();
    }

    @Override
    public long bootIdentity() {
        return Here.BOOT;
    }

    @Override
    public long pidNamespace() {
        return Here.NAMESPACE;
    }

    private static long readBootIdentity() {
        try {
            String id = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"), StandardCharsets.US_ASCII).strip();
            return java.util.UUID.fromString(id).getMostSignificantBits();
        } catch (IOException | IllegalArgumentException e) {
            return 0;
        }
    }

    private static long readPidNamespace() {
        try {
            return (Long) Files.getAttribute(Path.of("/proc/self/ns/pid"), "unix:ino");
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static int checked(int result, java.util.function.Supplier<String> call) {
        if (result < 0) {
            throw new PosixException(call.get(), Native.getLastError());
        }
        return result;
    }
}
