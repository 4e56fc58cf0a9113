package rockpool.shell.console;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/// What `/set … -retain` keeps for later consoles: a properties file in the [StateFolder], read when first asked.
///
/// A change is written to a new file that then takes the old one's name, so that a console that dies meanwhile leaves the old settings.
public final class Settings {

    private final StateFolder folder;
    private Properties properties;

    public Settings(StateFolder folder) {
        this.folder = folder;
    }

    public synchronized Optional<String> get(String key) {
        return Optional.ofNullable(properties().getProperty(key));
    }

    /// All settings whose keys begin so.
    public synchronized Map<String, String> startingWith(String prefix) {
        Map<String, String> found = new TreeMap<>();
        for (String key : properties().stringPropertyNames()) {
            if (key.startsWith(prefix)) {
                found.put(key, properties().getProperty(key));
            }
        }
        return found;
    }

    public synchronized void put(String key, String value) {
        properties().setProperty(key, value);
        store();
    }

    public synchronized void remove(String key) {
        if (properties().remove(key) != null) {
            store();
        }
    }

    private Properties properties() {
        if (properties == null) {
            properties = new Properties();
            Path file = folder.file("settings");
            if (Files.exists(file)) {
                try (Reader reader = Files.newBufferedReader(file)) {
                    properties.load(reader);
                } catch (IOException e) {
                    throw new UncheckedIOException("settings " + file + " cannot be read", e);
                }
            }
        }
        return properties;
    }

    private void store() {
        if (!folder.make()) {
            return;
        }
        Path next = folder.file("settings.new");
        try {
            try (Writer writer = Files.newBufferedWriter(next)) {
                properties.store(writer, null);
            }
            Files.move(next, folder.file("settings"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("settings " + folder.file("settings") + " cannot be written", e);
        }
    }
}
