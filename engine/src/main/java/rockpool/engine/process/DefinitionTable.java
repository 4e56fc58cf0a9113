package rockpool.engine.process;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The definitions by name: of each name the one that was made last, as long as the process that holds it lives.
final class DefinitionTable {

    private final Map<String, DefinitionKey> newest = new LinkedHashMap<>();
    private final Set<DefinitionKey> withoutResults = new HashSet<>();

    synchronized void add(DefinitionKey key) {
        newest.remove(key.name());
        newest.put(key.name(), key);
    }

    synchronized Optional<DefinitionKey> find(String name) {
        return Optional.ofNullable(newest.get(name));
    }

    synchronized List<DefinitionKey> all() {
        return new ArrayList<>(newest.values());
    }

    synchronized void withoutResults(DefinitionKey key) {
        withoutResults.add(key);
    }

    synchronized boolean keepsResults(DefinitionKey key) {
        return !withoutResults.contains(key);
    }

    /// The process that held them has ended.
    synchronized void removeOf(long holder) {
        newest.values().removeIf(key -> key.holder() == holder);
        withoutResults.removeIf(key -> key.holder() == holder);
    }
}
