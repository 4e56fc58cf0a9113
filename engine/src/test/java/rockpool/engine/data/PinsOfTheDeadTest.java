package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.heap.Heap;
import rockpool.engine.inspect.HeapVerifier;
import rockpool.engine.inspect.PoolVerifier;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.ChildJvm;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// A real process looks at values of structures in place and is killed in it: what it looked at stays as long as it lives, and no longer.
@ExtendWith(NothingLeft.class)
@Timeout(120)
class PinsOfTheDeadTest {

    record Job(String file, int page) {}

    interface JobView {
        String file();

        int page();
    }

    private Pool pool;

    @BeforeEach
    void makePool() {
        pool = Pool.create(TestNames.unique(), 8 << 20);
    }

    @AfterEach
    void verify() {
        assertEquals(List.of(), PoolVerifier.verify(pool));
        assertEquals(List.of(), HeapVerifier.verify(pool));
        pool.close();
    }

    private static Job job(int number) {
        return new Job("file " + number, number);
    }

    private static long blocks(Heap heap) {
        heap.gc();
        return heap.stats().blocks();
    }

    private List<Long> pins() {
        List<Long> pins = new ArrayList<>();
        pool.actors().forEachPin(pins::add);
        return pins;
    }

    private void kill(ChildJvm child) {
        child.send("look again");
        child.expectLine("file 1, file 2");
        child.kill();
        pool.recoverDead();
        assertEquals(List.of(), pins());
    }

    @Test
    void whatADeadProcessHadPoppedAndPeekedIsCollectedAndTheQueueGoesOn() {
        SharedQueue<Job> jobs = SharedQueue.create(pool, "jobs");
        long empty = blocks(jobs.heap());
        IntStream.rangeClosed(1, 4).mapToObj(PinsOfTheDeadTest::job).forEach(jobs::push);
        long four = blocks(jobs.heap());
        try (ChildJvm child = ChildJvm.start(Popper.class, pool.name())) {
            child.expectLine("file 1, file 2");
            assertEquals(job(2), jobs.pop());
            assertEquals(2, pins().size());
            assertEquals(four, blocks(jobs.heap()), "one is popped and one was peeked, and both are looked at");
            kill(child);
        }
        long left = blocks(jobs.heap());
        assertEquals(empty + (four - empty) / 2, left, "two are collected");
        jobs.push(job(5));
        List<Job> model = List.of(job(3), job(4), job(5));
        assertEquals(model, List.copyOf(jobs.asDeque()));
        model.forEach(expected -> assertEquals(expected, jobs.pop()));
        assertEquals(empty, blocks(jobs.heap()));
    }

    /// Pops the first job and peeks at the next.
    static final class Popper {
        public static void main(String[] arguments) {
            SharedQueue<Job> jobs = SharedQueue.find(Pool.attach(arguments[0]), "jobs", Job.class).orElseThrow();
            jobs.pop(JobView.class, first -> jobs.peek(JobView.class, second -> look(first, second)));
        }
    }

    private static boolean look(JobView first, JobView second) {
        Scanner input = new Scanner(System.in);
        while (true) {
            System.out.println(first.file() + ", " + second.file());
            input.nextLine();
        }
    }

    @Test
    void whatADeadProcessHadFoundInATableIsCollectedAndTheTableGoesOn() {
        SharedHashTable<String, Job> table = SharedHashTable.create(pool, "table");
        table.add("kept", job(3));
        addTwo(table);
        long three = blocks(table.heap());
        removeTwo(table);
        long one = blocks(table.heap());
        addTwo(table);
        try (ChildJvm child = ChildJvm.start(Finder.class, pool.name())) {
            child.expectLine("file 1, file 2");
            removeTwo(table);
            assertEquals(2, pins().size());
            assertTrue(blocks(table.heap()) > one, "the values that are looked at stay");
            kill(child);
        }
        assertEquals(one, blocks(table.heap()), "they are collected");
        table.add("removed", job(4));
        table.add("replaced", job(5));
        assertEquals(three, blocks(table.heap()), "as many bindings take as much as before");
        assertEquals(List.of(job(3)), table.getAll("kept"));
        assertEquals(List.of(job(4)), table.getAll("removed"));
        assertEquals(List.of(job(5)), table.getAll("replaced"));
        assertEquals(3, table.length());
    }

    private static void addTwo(SharedHashTable<String, Job> table) {
        table.add("removed", job(1));
        table.add("replaced", job(2));
    }

    private static void removeTwo(SharedHashTable<String, Job> table) {
        table.remove("removed");
        table.replace("replaced", job(0));
        table.remove("replaced");
    }

    /// Looks at two values of a table.
    static final class Finder {
        public static void main(String[] arguments) {
            SharedHashTable<String, Job> table = SharedHashTable.find(Pool.attach(arguments[0]), "table", String.class, Job.class).orElseThrow();
            table.with("removed", JobView.class, first -> table.with("replaced", JobView.class, second -> look(first, second)));
        }
    }
}
