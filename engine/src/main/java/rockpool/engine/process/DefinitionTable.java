package rockpool.engine.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The definitions by name: of each name the one that was made last, as long as its fork point is there.
final class DefinitionTable {

    private final Map<String, DefinitionKey> newest = new LinkedHashMap<>();

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

    /// Its fork point was removed.
    synchronized void remove(long holder, long local) {
        newest.values().removeIf(key -> key.holder() == holder && key.local() == local);
    }
}
