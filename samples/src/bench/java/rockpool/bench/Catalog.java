package rockpool.bench;

import java.util.List;
import java.util.stream.Stream;
import rockpool.bench.rows.ArrayGrowthRows;
import rockpool.bench.rows.ArrayRows;
import rockpool.bench.rows.BoxRows;
import rockpool.bench.rows.BufferGrowthRows;
import rockpool.bench.rows.BufferRows;
import rockpool.bench.rows.CollectorRows;
import rockpool.bench.rows.ConditionRows;
import rockpool.bench.rows.ConsoleRows;
import rockpool.bench.rows.ExampleRows;
import rockpool.bench.rows.FairnessRow;
import rockpool.bench.rows.IdleRows;
import rockpool.bench.rows.ListRows;
import rockpool.bench.rows.MutexRows;
import rockpool.bench.rows.ProcessRows;
import rockpool.bench.rows.QueueGrowthRows;
import rockpool.bench.rows.QueueRows;
import rockpool.bench.rows.ReferenceRows;
import rockpool.bench.rows.RestRow;
import rockpool.bench.rows.ScalingRows;
import rockpool.bench.rows.SerializationRow;
import rockpool.bench.rows.TableGrowthRows;
import rockpool.bench.rows.TableRows;
import rockpool.bench.rows.WriterWaitRows;

/// All rows, and what each has to reach.
final class Catalog {

    private static final String ORIGINAL = "Against Netmulticore: the same operation with the same value, in real processes";
    private static final String JAVA = "Against Java's own means";
    private static final String GROWTH = "How cost grows, and who waits";
    private static final String ELEMENTS = "More and more elements, beside the same in a structure of Java's own in one process";
    private static final String AGAINST = "; with ten million elements, against a thousand";
    private static final String CONSOLE = "The console beside jshell, and processes that have nothing to do";
    private static final String EXAMPLES = "Netmulticore's example programs, from start to exit";

    private Catalog() {}

    static List<GroupPlan> groups() {
        List<GroupPlan> before = List.of(processes(), references(), lists(), mutexes(), conditions(), boxes(), arrays(), buffers(),
                queues(), tables(), collector(), serialization(), scaling(), waits(), fairness(), rest());
        return Stream.of(before, growth(), List.of(console(), idle(), examples())).flatMap(List::stream).toList();
    }

    static List<String> keys() {
        return groups().stream().flatMap(group -> group.keys().stream()).toList();
    }

    private static GroupPlan processes() {
        return new GroupPlan(ORIGINAL, ProcessRows.class, "process", List.of(), List.of(
                original("process.burst", "process start and join, as many at once as stand by", 0.7),
                original("process.sequence", "… 200 one after another", 0.7),
                original("process.shared", "… 200 one after another, each adds to a shared number", 1),
                beside("process.fresh", "… each in a fresh JVM", "process.sequence", 30)));
    }

    private static GroupPlan references() {
        return new GroupPlan(ORIGINAL, ReferenceRows.class, "reference", List.of(), List.of(
                original("ref.int.assign", "reference to a number: assign", 0.5),
                original("ref.record.assign", "reference to a record {string, int}: assign", 0.15),
                original("ref.record.copy", "… copy", 0.1),
                original("ref.record.pinned", "… pinned read of one field", 0.1),
                original("ref.record.unprotected", "… unprotected read of one field", 1),
                original("heap.modify.add", "heap: modify with one add", 0.15)));
    }

    private static GroupPlan lists() {
        return new GroupPlan(ORIGINAL, ListRows.class, "list", List.of(), List.of(
                original("list.assign", "List<Integer> of 10,000: assign, per element", 0.05),
                original("list.copy", "… copy, per element", 0.08),
                beside("linked.assign", "10,000 records linked one to the next: assign, per element", "list.assign", 0.6),
                beside("linked.copy", "… copy, per element", "list.copy", 0.4)));
    }

    private static GroupPlan mutexes() {
        return new GroupPlan(ORIGINAL, MutexRows.class, "mutex", List.of(), List.of(
                original("mutex.alone", "mutex: lock and unlock, alone", 0.1),
                original("mutex.two", "mutex: counter of two processes, per increment", 0.15)));
    }

    private static GroupPlan conditions() {
        return new GroupPlan(ORIGINAL, ConditionRows.class, "condition", List.of(), List.of(
                original("condition.round", "condition: round trip of two processes, awake", 0.2),
                original("condition.asleep", "… asleep", 1)));
    }

    private static GroupPlan boxes() {
        return new GroupPlan(ORIGINAL, BoxRows.class, "box", List.of(), List.of(
                original("box.way.16", "camlbox: one way, a record with a text of 16 bytes", 0.05),
                original("box.way.1024", "… with a text of 1 KiB", 0.1),
                original("box.trip", "camlbox: there and back, 16 bytes", 0.05),
                original("box.trip.asleep", "… both asleep when it begins", 1),
                original("box.agrona.way", "camlbox: one way, 16 bytes, beside Agrona's ring with raw bytes", 3),
                original("box.agrona.trip", "… there and back, beside Agrona's ring with both ends spinning", 3)));
    }

    private static GroupPlan arrays() {
        return new GroupPlan(ORIGINAL, ArrayRows.class, "array", List.of(), List.of(
                original("array.set", "array of 1,000 numbers: set", 0.4),
                original("array.get", "… get, copied", 0.1)));
    }

    private static GroupPlan tables() {
        return new GroupPlan(ORIGINAL, TableRows.class, "table", List.of(), List.of(
                original("table.add", "hash table, 100,000 keys of text, records {double, string, int}: add", 0.15),
                original("table.replace", "… replace", 0.15),
                original("table.copy", "… find, a copy", 0.1),
                original("table.chronicle.new", "hash table: a new key, beside Chronicle Map", 0.5),
                original("table.chronicle.old", "… an old key", 0.5),
                original("table.chronicle.get", "… get", 0.5)));
    }

    private static GroupPlan buffers() {
        return new GroupPlan(ORIGINAL, BufferRows.class, "buffer", List.of(), List.of(
                original("buffer.turn", "buffer: append 1 KiB and delete 1 KiB", 0.2)));
    }

    private static GroupPlan queues() {
        return new GroupPlan(ORIGINAL, QueueRows.class, "queue", List.of(), List.of(
                original("queue.push", "queue: push a record {string, int}", 0.1),
                original("queue.pop", "… pop a copy", 0.15),
                original("queue.two", "… one process pushes and another pops at the same time, per element", 0.5)));
    }

    private static GroupPlan collector() {
        return new GroupPlan(ORIGINAL, CollectorRows.class, "collector", List.of(), List.of(
                original("collector.list", "a collection with a List<Integer> of 10,000 live", 0.2),
                beside("collector.linked", "a collection with 10,000 linked records live", "collector.list", 0.2)));
    }

    private static GroupPlan serialization() {
        return new GroupPlan(JAVA, SerializationRow.class, null, List.of(), List.of(
                original("serialization.record", "record in and out, beside Java's serialization", 0.1)));
    }

    private static GroupPlan scaling() {
        return new GroupPlan(GROWTH, ScalingRows.class, null, List.of(), List.of(
                alone("scaling.pinned", "two processes that read pinned, against one", "×", Target.atLeast(1.8)),
                alone("scaling.copy", "two processes that copy, against one", "×", Target.atLeast(1.8)),
                alone("scaling.find", "two processes that find in a hash table, against one", "×", Target.atLeast(1.8)),
                alone("scaling.get", "two processes that get from an array, against one", "×", Target.atLeast(1.8))));
    }

    private static GroupPlan waits() {
        return new GroupPlan(GROWTH, WriterWaitRows.class, null, List.of("-Xmx4g"), List.of(
                alone("wait.p50", "a writer's wait while ten million blocks are collected: p50", "ms", Target.atMost(5)),
                alone("wait.p999", "… p99.9", "ms", Target.atMost(5)),
                alone("wait.max", "… longest", "ms", Target.atMost(5))));
    }

    private static GroupPlan fairness() {
        return new GroupPlan(GROWTH, FairnessRow.class, null, List.of(), List.of(
                alone("fairness.eight", "the slowest of eight processes on one mutex, share of the fastest", "×",
                        Target.atLeast(0.25))));
    }

    private static GroupPlan rest() {
        return new GroupPlan(GROWTH, RestRow.class, null, List.of("-Xmx2g"), List.of(
                alone("rest.memory", "memory at rest, against what is live", "×", Target.atMost(2))));
    }

    private static List<GroupPlan> growth() {
        return List.of(
                growth(ArrayGrowthRows.class, Stream.concat(
                        growing("growth.array.get", "array: get, copied"),
                        growing("growth.array.set", "array: set a record"))),
                growth(BufferGrowthRows.class, Stream.concat(
                        growing("growth.buffer.read", "buffer: read 16 of so many bytes"),
                        growing("growth.buffer.turn", "buffer: append 16 bytes and delete 16"))),
                growth(QueueGrowthRows.class, growing("growth.queue.turn", "queue: push a record and pop one")),
                growth(TableGrowthRows.class, Stream.of(
                        growing("growth.table.find", "hash table: find, copied"),
                        growing("growth.table.replace", "hash table: replace"),
                        growing("growth.table.turn", "hash table: remove and add"),
                        Stream.of(alone("growth.table.longest", "hash table: the longest of ten million additions", "ms", Target.atMost(5))))
                        .flatMap(rows -> rows)));
    }

    private static GroupPlan growth(Class<? extends Group> type, Stream<Row> rows) {
        // A small young generation: otherwise what a copy allocates is memory that no cache holds.
        return new GroupPlan(ELEMENTS, type, null, List.of("-Xmx6g", "-Xmn32m"), rows.toList());
    }

    /// The rows of an operation: how much slower it is at the last size than at the first, and each size.
    private static Stream<Row> growing(String key, String title) {
        return Stream.of(
                new Row(key, title + AGAINST, "×", Row.peerOf(key), Target.share(1.5)),
                new Row(key + ".1k", "… 1,000 elements", "ns", Row.peerOf(key + ".1k"), Target.none()),
                new Row(key + ".100k", "… 100,000", "ns", Row.peerOf(key + ".100k"), Target.none()),
                new Row(key + ".10m", "… 10,000,000", "ns", Row.peerOf(key + ".10m"), Target.none()));
    }

    private static GroupPlan console() {
        return new GroupPlan(CONSOLE, ConsoleRows.class, null, List.of(), List.of(
                besideJshell("console.prompt", "start to prompt", 300),
                besideJshell("console.first", "start to the first snippet's result", 600),
                besideJshell("console.script", "a script of one line, start to exit", 600)));
    }

    private static GroupPlan idle() {
        return new GroupPlan(CONSOLE, IdleRows.class, null, List.of(), List.of(
                alone("idle.cpu", "a worker that stands by: share of a core", "%", Target.atMost(0.1)),
                alone("idle.memory", "… memory of its own", "MiB", Target.atMost(40)),
                alone("idle.view", "a console with a live view: share of a core", "%", Target.atMost(1))));
    }

    private static GroupPlan examples() {
        return new GroupPlan(EXAMPLES, ExampleRows.class, null, List.of(), List.of(
                new Row("example.create_join", "create_join, which does nothing but start processes", "ms", "example.create_join.peer",
                        Target.atMost(600)),
                example("chameneos", "chameneos, 60,000 meetings of three and of ten"),
                example("pipeline", "pipeline, 4 GiB"),
                example("nqueens.seq", "nqueens, 14 of them: one process"),
                example("nqueens.sht", "… a shared hash table"),
                example("nqueens.sht2", "… two"),
                example("nqueens.mp", "… messages to one process"),
                example("nqueens.mp2", "… filtered by two before")));
    }

    private static Row example(String name, String title) {
        String key = "example." + name;
        return new Row(key, title, "ms", Row.peerOf(key), Target.share(1));
    }

    private static Row original(String key, String title, double share) {
        return beside(key, title, key, share);
    }

    private static Row beside(String key, String title, String peerKey, double share) {
        return new Row(key, title, "ns", Row.peerOf(peerKey), Target.share(share));
    }

    private static Row besideJshell(String key, String title, double milliseconds) {
        return new Row(key, title, "ms", Row.peerOf(key), Target.atMost(milliseconds));
    }

    private static Row alone(String key, String title, String unit, Target target) {
        return new Row(key, title, unit, null, target);
    }
}
