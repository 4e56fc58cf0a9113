package rockpool.bench.rows;

import java.nio.file.Path;

/// The programs that the console's rows start.
final class Programs {

    private Programs() {}

    /// The start script of the project; `scripts/bench` says where the project is.
    static String console() {
        return Path.of(System.getProperty("rockpool.bench.home", "."), "scripts", "rockpool").toString();
    }

    static String jshell() {
        return Path.of(System.getProperty("java.home"), "bin", "jshell").toString();
    }
}
