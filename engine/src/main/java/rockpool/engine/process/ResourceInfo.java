package rockpool.engine.process;

import java.time.Instant;
import java.util.List;

/// What is known of a resource at one moment.
///
/// @param id its number, never used again by its master
/// @param name of the file, object, semaphore or definition
/// @param bytes how big it is now, -1 if it has no size or is not there
/// @param since when it was handed over
/// @param users the processes that use it
/// @param leaks how many uses of it processes have ended with that they had not released
public record ResourceInfo(long id, ResourceKind kind, String name, long bytes, Instant since, List<ResourceUse> users, int leaks) {

    public ResourceInfo {
        users = List.copyOf(users);
    }

    /// Whether it is what a dead master left.
    public boolean isLeft() {
        return users.isEmpty();
    }
}
