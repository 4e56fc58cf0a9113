package rockpool.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What those who come after a master read in its journal.
class ResourceJournalTest {

    private static final Instant SINCE = Instant.ofEpochSecond(1_700_000_000, 5);

    @TempDir
    private Path folder;

    private static ResourceEntry entry(long id) {
        return new ResourceEntry(id, new Thing(ResourceKind.FILE, "/f" + id, "/f" + id, 0, 0, new Thing.Stamp(7, 8)), SINCE);
    }

    private static ResourceEntry.Uses uses(long process, int taken, boolean given) {
        return new ResourceEntry.Uses(new ResourceEntry.User(process, "p" + process, 99), taken, given);
    }

    private List<ResourceInfo> read() throws IOException {
        return ResourceJournal.read(folder).stream().map(ResourceEntry::info).toList();
    }

    private static ResourceInfo info(long id, int leaks, ResourceUse... users) {
        return new ResourceInfo(id, ResourceKind.FILE, "/f" + id, -1, SINCE, List.of(users), leaks);
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        assertEquals(List.of(), read());
        try (ResourceJournal journal = new ResourceJournal(folder)) {
            ResourceEntry first = entry(1);
            first.leaks = 3;
            journal.added(first);
            journal.used(1, uses(4, 1, false));
            journal.used(1, uses(5, 2, true));
            journal.used(1, uses(4, 0, false));
            journal.leaked(first);
            journal.added(entry(2));
            journal.used(2, uses(4, 0, true));
            journal.removing(2);
            journal.added(entry(3));
            journal.removing(3);
            journal.removed(3);
        }
        assertEquals(List.of(info(1, 3, new ResourceUse(5, "p5", 99, 3)), info(2, 0)), read());
        assertEquals(new Thing.Stamp(7, 8), ResourceJournal.read(folder).getFirst().thing.stamp());
    }

    @Test
    void itIsReadUpToWhatIsNotWhole() throws IOException {
        try (ResourceJournal journal = new ResourceJournal(folder)) {
            journal.added(entry(1));
            journal.added(entry(2));
        }
        Path file = ResourceJournal.in(folder);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            int count = read().size();
            assertEquals(length < whole.length / 2 ? 0 : length < whole.length ? 1 : 2, count, "length " + length);
        }
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] = (byte) 0xFF;
            Files.write(file, damaged);
            assertTrue(read().size() <= 2);
        }
    }

    @Test
    void aLongOneIsWrittenAnew() throws IOException {
        List<ResourceEntry> entries = new ArrayList<>(List.of(entry(1), entry(2)));
        entries.getFirst().set(uses(5, 1, false));
        try (ResourceJournal journal = new ResourceJournal(folder)) {
            entries.forEach(journal::added);
            long longest = 0;
            for (int i = 0; i < 30_000; i++) {
                journal.used(1, uses(5, i, false));
                entries.getFirst().set(uses(5, i, false));
                journal.shorten(entries);
                longest = Math.max(longest, i % 1000 == 0 ? Files.size(ResourceJournal.in(folder)) : 0);
            }
            assertTrue(longest < 400_000, "bytes " + longest);
            journal.removed(2);
        }
        assertEquals(List.of(info(1, 0, new ResourceUse(5, "p5", 99, 29_999))), read());
    }
}
