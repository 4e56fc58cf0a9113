package rockpool.engine.box;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import rockpool.engine.heap.MessageType;
import rockpool.engine.heap.MessageWriter;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolClosedException;
import rockpool.engine.pool.Shared;
import rockpool.engine.posix.CoarseClock;
import rockpool.engine.sync.Deadline;

/// A sender's end of a camlbox: it sends values to the box's receiver. Answers to `Netcamlbox.camlbox_sender`.
///
/// ```java
/// try (var box = CamlboxSender.open("example", String.class)) {
///     box.send("Hello world");
/// }
/// ```
///
/// Any thread of any process may use it. Senders take no lock and keep no order among each other; the messages of one sender are in no
/// order either. A process that is killed while it sends leaves no half message and costs the box no slot. What is sent is copied, as a
/// value that goes into a heap is.
///
/// @param <T> the type of the messages
public final class CamlboxSender<T> implements Shared, AutoCloseable {

    static final String KIND = "camlbox";

    static {
        Descriptors.register(KIND, (pool, descriptor) -> new CamlboxSender<>(Boxes.in(pool, pool.name()), null, false));
    }

    private final Box box;
    private final Sending sending;
    private final MessageType type;
    private final boolean owner;
    private final ThreadLocal<Line> lines = ThreadLocal.withInitial(this::newLine);
    /// The line that was used last: a thread that sends again finds itself here.
    private Line latest;
    private Class<?> admitted;
    private volatile boolean closed;

    /// What a thread needs to send.
    private static final class Line {
        private final Thread thread = Thread.currentThread();
        private final MessageWriter writer;
        private final CoarseClock clock = new CoarseClock();
        /// Where it looks for a free slot.
        private int next;

        private Line(MessageWriter writer, int next) {
            this.writer = writer;
            this.next = next;
        }
    }

    CamlboxSender(Box box, Class<T> type, boolean owner) {
        this.box = box;
        this.sending = new Sending(box);
        this.type = box.type();
        this.owner = owner;
        if (type != null) {
            this.type.require(type);
            admitted = type;
        }
    }

    /// Opens a box to send to it. Answers to `camlbox_sender` and, since an address is all it takes, to `lookup_camlbox_sender`.
    ///
    /// @param address the name that the receiver gave the box
    /// @param type of the messages
    /// @throws NoSuchBoxException if there is none
    /// @throws BoxClosedException if it has no receiver any more
    /// @throws rockpool.engine.heap.TypeMismatchException if the receiver takes another type, or one that looks otherwise there
    public static <T> CamlboxSender<T> open(String address, Class<T> type) {
        Objects.requireNonNull(type, "type");
        return Boxes.attached(address, box -> new CamlboxSender<>(box, type, true));
    }

    /// Opens a box for messages of whatever type it has. Each message is checked when it is sent.
    public static CamlboxSender<Object> open(String address) {
        return Boxes.attached(address, box -> new CamlboxSender<>(box, null, true));
    }

    private Line newLine() {
        return new Line(new MessageWriter(box.pool), 0);
    }

    private Line line() {
        Line line = latest;
        if (line == null || line.thread != Thread.currentThread()) {
            line = lines.get();
            latest = line;
        }
        return line;
    }

    /// Sends a message. If the box is full, what happens then was chosen when it was made. Answers to `camlbox_send`.
    ///
    /// @return the slot that it is in
    /// @throws MessageTooBigException if it is longer than a slot; nothing was written
    /// @throws BoxFullException if the box is full and was made to [WhenFull#FAIL]
    /// @throws BoxClosedException if the box has no receiver any more, also when that happens during a wait
    /// @throws rockpool.engine.heap.NotShareableException if a part of it cannot live in shared memory
    /// @throws rockpool.engine.heap.TypeMismatchException if it is of another type than the receiver takes
    public int send(T message) throws InterruptedException {
        Line line = line();
        return send(line, message, line.next);
    }

    /// Sends a message, into a certain slot if that is free.
    ///
    /// @param preferred from 0 to the capacity less one
    /// @return the slot that it is in
    public int send(T message, int preferred) throws InterruptedException {
        return send(line(), message, Objects.checkIndex(preferred, box.slots));
    }

    private int send(Line line, T message, int preferred) throws InterruptedException {
        long value = write(line, message);
        Actor me = actor();
        int slot = sending.tryClaim(me, preferred);
        if (slot < 0) {
            slot = box.whenFull == WhenFull.FAIL ? sending.tryClaimClosely(me, preferred) : sending.claim(me, preferred, Deadline.NONE);
        }
        if (slot < 0) {
            throw new BoxFullException(box.name(), box.slots);
        }
        return fill(line, slot, value);
    }

    /// Sends a message if the box has a free slot, or drops the oldest one for it if it was made to.
    ///
    /// @return the slot that it is in, or nothing if the box is full
    public OptionalInt trySend(T message) {
        Line line = line();
        long value = write(line, message);
        int slot = sending.tryClaimClosely(actor(), line.next);
        return slot < 0 ? OptionalInt.empty() : OptionalInt.of(fill(line, slot, value));
    }

    /// Sends a message, waiting for a free slot for so long whatever the box was made to do.
    ///
    /// @return the slot that it is in, or nothing if the box was full all the time
    public OptionalInt trySend(T message, Duration patience) throws InterruptedException {
        Line line = line();
        long value = write(line, message);
        int slot = sending.claim(actor(), line.next, Deadline.in(patience));
        return slot < 0 ? OptionalInt.empty() : OptionalInt.of(fill(line, slot, value));
    }

    /// Sends a message without keeping the caller waiting.
    ///
    /// @return completed with the slot that it is in, or as [#send] ends; cancelling it does not take the message back
    public CompletableFuture<Integer> sendAsync(T message) {
        OptionalInt slot = trySend(message);
        return slot.isPresent() ? CompletableFuture.completedFuture(slot.getAsInt()) : Completions.of(() -> send(message));
    }

    private long write(Line line, T message) {
        requireUsable();
        Class<?> sent = Objects.requireNonNull(message, "message").getClass();
        if (sent != admitted) {
            type.require(sent);
            admitted = sent;
        }
        long value = line.writer.write(message);
        if (line.writer.bytes() > box.messageBytes) {
            throw new MessageTooBigException(box.name(), line.writer.bytes(), box.messageBytes);
        }
        return value;
    }

    private int fill(Line line, int slot, long value) {
        box.fill(slot, line.writer, value, line.clock);
        line.next = slot + 1 == box.slots ? 0 : slot + 1;
        return slot;
    }

    private Actor actor() {
        try {
            return box.pool.actor();
        } catch (PoolClosedException e) {
            throw new BoxClosedException(box.name(), "this process has closed it");
        }
    }

    private void requireUsable() {
        if (closed) {
            throw new BoxClosedException(box.name(), "this sender was closed");
        }
        box.requireOpen();
    }

    /// Wakes the receiver without a message: its wait, or the next one, ends with no slots. Answers to `camlbox_wake`.
    public void wake() {
        requireUsable();
        box.call();
    }

    /// The address of the box. Answers to `camlbox_saddr`.
    public String address() {
        return box.name();
    }

    /// How many messages it can hold. Answers to `camlbox_scapacity`.
    public int capacity() {
        return box.slots;
    }

    /// The most bytes that a message can have. Answers to `camlbox_smsg_size`.
    public int messageSize() {
        return box.messageBytes;
    }

    /// How many messages it holds now. Answers to `camlbox_smessages`.
    public int messages() {
        return BoxImage.of(box.pool).messages();
    }

    /// Gives the box up. Others of this process go on.
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (owner) {
                box.pool.close();
            }
        }
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(box.pool.objectName(), KIND, box.offset, 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CamlboxSender<?> sender && sender.box == box;
    }

    @Override
    public int hashCode() {
        return box.hashCode();
    }

    @Override
    public String toString() {
        return "CamlboxSender(" + box.name() + ")";
    }
}
