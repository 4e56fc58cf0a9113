package rockpool.engine.process;

import java.util.HashSet;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import rockpool.engine.posix.EngineThread;

/// What a worker is like before its first task. It may run another only if a task has left it so.
///
/// Looked at are threads (a carrier of virtual threads counts as one; the engine's own do not), system properties, locale, time zone,
/// standard streams and the handler of uncaught exceptions; pools are left after each task, with all that it held in them. Static fields of
/// classes that do not come from the prompt, open files and shutdown hooks are not seen: a program to which they matter starts its
/// processes fresh.
record Cleanliness(Set<Thread> threads, Properties properties, Locale locale, TimeZone zone) {

    static Cleanliness now() {
        // Asking for the zone sets a system property.
        TimeZone zone = TimeZone.getDefault();
        return new Cleanliness(threadsNow(), (Properties) System.getProperties().clone(), Locale.getDefault(), zone);
    }

    /// @param itself the thread of the task, which may still be there
    boolean holds(Thread itself) {
        return threadsAreSame(itself) && System.getProperties().equals(properties) && Locale.getDefault().equals(locale)
                && TimeZone.getDefault().equals(zone) && Thread.getDefaultUncaughtExceptionHandler() == null;
    }

    private boolean threadsAreSame(Thread itself) {
        Set<Thread> now = threadsNow();
        now.remove(itself);
        return threads.containsAll(now);
    }

    private static Set<Thread> threadsNow() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        Thread[] found = new Thread[group.activeCount() + 16];
        int count = group.enumerate(found, true);
        Set<Thread> threads = new HashSet<>();
        for (int i = 0; i < count; i++) {
            if (!(found[i] instanceof EngineThread)) {
                threads.add(found[i]);
            }
        }
        return threads;
    }
}
