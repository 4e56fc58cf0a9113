package rockpool.engine.posix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A thread of the engine keeps nothing of the one that made it necessary.
@Timeout(20)
class EngineThreadTest {

    private static final InheritableThreadLocal<String> INHERITABLE = new InheritableThreadLocal<>();

    /// What a thread sees of itself.
    private record Surroundings(ThreadGroup group, ClassLoader loader, String inherited, boolean daemon) {

        static Surroundings now() {
            Thread thread = Thread.currentThread();
            return new Surroundings(thread.getThreadGroup(), thread.getContextClassLoader(), INHERITABLE.get(), thread.isDaemon());
        }
    }

    @Test
    void keepsNothingOfTheThreadThatStartsIt() throws InterruptedException {
        ThreadGroup group = new ThreadGroup("a program's");
        ClassLoader loader = new ClassLoader() { };
        AtomicReference<Surroundings> found = new AtomicReference<>();
        Thread program = new Thread(group, () -> {
            INHERITABLE.set("a program's");
            Thread.currentThread().setContextClassLoader(loader);
            join(EngineThread.start("rockpool-test", () -> found.set(Surroundings.now())));
        });
        program.start();
        program.join();
        Surroundings of = found.get();
        assertNull(of.inherited());
        assertNotSame(loader, of.loader());
        assertNull(of.group().getParent());
        assertTrue(of.daemon());
    }

    /// The local execution of jshell waits for all threads of a snippet's group, and stops them when it is interrupted.
    @Test
    void groupOfTheThreadThatStartsItHasOneThreadAsBefore() throws InterruptedException {
        ThreadGroup group = new ThreadGroup("a snippet's");
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        Thread program = new Thread(group, () -> {
            Thread own = EngineThread.start("rockpool-test", () -> await(looked));
            started.countDown();
            await(looked);
            join(own);
        });
        program.start();
        await(started);
        Thread[] found = new Thread[2];
        assertEquals(1, group.enumerate(found));
        looked.countDown();
        program.join();
        assertArrayEquals(new Thread[] {program, null}, found);
    }

    @Test
    void doesWhatItWasToldForItsEndInTurn() throws InterruptedException {
        List<String> done = Collections.synchronizedList(new ArrayList<>());
        Thread thread = EngineThread.start("rockpool-test", () -> {
            assertTrue(EngineThread.atEnd(() -> done.add("first")));
            assertTrue(EngineThread.atEnd(() -> done.add("second")));
            done.add("work");
        });
        thread.join();
        assertEquals(List.of("work", "first", "second"), done);
        assertFalse(EngineThread.atEnd(() -> done.add("never")));
    }

    @Test
    void anExecutorsThreadHasItsName() {
        Thread thread = EngineThread.factory("rockpool-test").newThread(() -> { });
        assertEquals("rockpool-test", thread.getName());
        assertSame(EngineThread.class, thread.getClass());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
