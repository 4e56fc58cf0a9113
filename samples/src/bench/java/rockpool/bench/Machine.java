package rockpool.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/// What the figures were measured on.
final class Machine {

    private Machine() {}

    static String description() throws IOException {
        return String.format(Locale.ROOT, "%s, %d cores, %.0f GiB of memory, %s %s, Java %s, load at the start %s, %s",
                field("/proc/cpuinfo", "model name"), Runtime.getRuntime().availableProcessors(), memoryGibibytes(),
                System.getProperty("os.name"), System.getProperty("os.version"), Runtime.version(), load(), LocalDate.now());
    }

    private static double memoryGibibytes() throws IOException {
        String kibibytes = field("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", "");
        return kibibytes.isEmpty() ? 0 : Long.parseLong(kibibytes) / (double) (1 << 20);
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }

    private static String field(String file, String name) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(file));
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst().orElse("");
    }
}
