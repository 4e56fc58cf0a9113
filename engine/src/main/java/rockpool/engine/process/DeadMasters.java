package rockpool.engine.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// What the journals of dead masters name.
final class DeadMasters {

    private DeadMasters() {}

    /// What became of the things that a journal names.
    ///
    /// @param done whether none of them is left that could be removed
    /// @param removed those that were removed
    record Outcome(boolean done, List<String> removed) {

        static final Outcome NONE = new Outcome(true, List.of());
        static final Outcome BUSY = new Outcome(false, List.of());
    }

    /// Removes the things that the journal in a dead master's folder names, as far as they are what was handed over to it. Another process
    /// that does the same is left alone.
    static Outcome remove(Path folder) {
        try (FileChannel journal = FileChannel.open(ResourceJournal.in(folder), StandardOpenOption.WRITE); FileLock lock = journal.tryLock()) {
            return lock == null ? Outcome.BUSY : removeAll(ResourceJournal.read(folder));
        } catch (NoSuchFileException e) {
            return Outcome.NONE;
        } catch (OverlappingFileLockException | IOException e) {
            return Outcome.BUSY;
        }
    }

    private static Outcome removeAll(List<ResourceEntry> entries) {
        boolean done = true;
        List<String> removed = new ArrayList<>();
        for (ResourceEntry entry : entries) {
            try {
                if (entry.thing.kind().outlivesProcesses() && remove(entry.thing)) {
                    removed.add(entry.thing.toString());
                }
            } catch (RuntimeException e) {
                done = false;
            }
        }
        return new Outcome(done, removed);
    }

    private static boolean remove(Thing thing) {
        if (!thing.isStillThere()) {
            return false;
        }
        Managed managed;
        try {
            managed = Managed.of(thing);
        } catch (IllegalArgumentException e) {
            // It is not there any more.
            return false;
        }
        managed.remove();
        return true;
    }
}
