package rockpool.engine.box;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import rockpool.engine.heap.Message;
import rockpool.engine.pool.ObjectKind;
import rockpool.engine.pool.Pool;
import rockpool.engine.sync.Deadline;

/// A letter box in shared memory: many senders, one receiver, a fixed number of slots for messages of a limited size. This is the
/// receiver's end, which creates the box. Answers to `Netcamlbox.camlbox`.
///
/// ```java
/// try (var box = Camlbox.create("example", 1, 100, String.class)) {
///     for (int slot : box.await()) {
///         System.out.println("Message: " + box.get(slot));
///         box.delete(slot);
///     }
/// }
/// ```
///
/// A sender needs the address, which is the name, and nothing else: [CamlboxSender#open]. Messages are in no order. [#await] tells of each
/// message once; from then on its slot is the receiver's until it is deleted. [#take], [#poll], [#stream] and [#publisher] do all of
/// that in one. Any thread of the process may use a box; a message is told to one of them.
///
/// When the receiver closes the box or its process ends, however it ends, the waits of its senders end with a [BoxClosedException].
///
/// @param <T> the type of the messages
public final class Camlbox<T> implements AutoCloseable {

    private final Box box;
    private final Class<T> type;
    private final Receiving receiving;
    private final Message[] messages;
    private volatile boolean closed;

    Camlbox(Box box, Class<T> type) {
        this.box = box;
        this.type = type;
        this.receiving = new Receiving(box);
        this.messages = new Message[box.slots];
    }

    /// Creates a box whose senders wait when it is full. Answers to `create_camlbox`.
    ///
    /// @param name its address: letters, digits and `_`, at most 63
    /// @param slots how many messages it can hold
    /// @param messageSize the most bytes that a message can take in shared memory; rounded up to a multiple of 16
    /// @param type of the messages; a sender of another type is refused
    /// @throws IllegalArgumentException if there is a box of that name
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if the system has not enough memory
    public static <T> Camlbox<T> create(String name, int slots, int messageSize, Class<T> type) {
        return create(name, slots, messageSize, type, WhenFull.BLOCK);
    }

    /// Creates a box.
    public static <T> Camlbox<T> create(String name, int slots, int messageSize, Class<T> type, WhenFull whenFull) {
        Objects.requireNonNull(type, "type");
        return new Camlbox<>(Boxes.create(name, slots, messageSize, Objects.requireNonNull(whenFull, "whenFull"), type), type);
    }

    /// Takes the name of a box away. Its receiver and those who send to it go on; nobody else finds it. Answers to `unlink_camlbox`.
    ///
    /// @throws NoSuchBoxException if there is none
    public static void unlink(String address) {
        Pool pool = Pool.find(ObjectKind.CAMLBOX, address).orElseThrow(() -> new NoSuchBoxException(address, Boxes.names()));
        try (pool) {
            pool.unlink();
        }
    }

    // Told of slots

    /// Waits for messages that were not told of before, and tells of all there are. Answers to `camlbox_wait`.
    ///
    /// @return their slots; none if a sender called ([CamlboxSender#wake]) or another thread cancelled the wait
    /// @throws BoxClosedException if the box was closed
    public List<Integer> await() throws InterruptedException {
        return await(Deadline.NONE);
    }

    /// As [#await()], for so long at most.
    ///
    /// @return none also if the time is over
    public List<Integer> await(Duration patience) throws InterruptedException {
        return await(Deadline.in(patience));
    }

    private List<Integer> await(long deadline) throws InterruptedException {
        requireOpen();
        int slot = receiving.await(deadline, true);
        List<Integer> slots = new ArrayList<>();
        while (slot >= 0) {
            slots.add(slot);
            slot = slots.size() == box.slots ? Receiving.TIMED_OUT : receiving.poll();
        }
        return slots;
    }

    /// Ends the wait of another thread of this process, or the next one if none waits. Answers to `camlbox_cancel_wait`.
    public void cancelWait() {
        receiving.cancel();
    }

    /// The message in a slot that was told of, as an ordinary Java value, made new. Answers to `camlbox_get_copy`.
    ///
    /// @throws EmptySlotException if there is none
    public T get(int slot) {
        return message(slot).copy(box.value(slot), type);
    }

    /// The message in a slot that was told of, in place. Once it is deleted, each access to the view throws
    /// [rockpool.engine.heap.StaleValueException]. Answers to `camlbox_get`.
    ///
    /// @param view how to see it: an interface with the components' names ([rockpool.engine.heap.View]),
    ///     [rockpool.engine.heap.StructView], or `List`; it cannot be changed
    /// @throws EmptySlotException if there is none
    public <V> V view(int slot, Class<V> view) {
        return message(slot).view(box.value(slot), view);
    }

    /// Deletes the message in a slot that was told of, which is free for another one. Answers to `camlbox_delete`.
    ///
    /// @throws EmptySlotException if there is none
    public void delete(int slot) {
        requireOpen();
        if (slot < 0 || slot >= box.slots || !receiving.free(slot)) {
            throw new EmptySlotException(box.name(), slot);
        }
    }

    private Message message(int slot) {
        requireOpen();
        if (!box.isReported(slot)) {
            throw new EmptySlotException(box.name(), slot);
        }
        return messageAt(slot);
    }

    private Message messageAt(int slot) {
        Message message = messages[slot];
        if (message == null) {
            message = new Message(box.pool, box.wordPosition(slot), box.messagePosition(slot), box.messageBytes);
            messages[slot] = message;
        }
        return message;
    }

    // Taken as a whole

    /// Waits for a message, copies and deletes it.
    ///
    /// @throws CancellationException if another thread cancelled the wait; a sender's call does not end it
    /// @throws BoxClosedException if the box was closed
    public T take() throws InterruptedException {
        requireOpen();
        return taken(awaitSlot());
    }

    private int awaitSlot() throws InterruptedException {
        int slot = receiving.await(Deadline.NONE, false);
        if (slot < 0) {
            throw new CancellationException("box=" + box.name() + ": the wait was cancelled");
        }
        return slot;
    }

    /// Copies and deletes a message if there is one.
    public Optional<T> poll() {
        requireOpen();
        int slot = receiving.poll();
        return slot < 0 ? Optional.empty() : Optional.of(taken(slot));
    }

    /// Waits for a message for so long, copies and deletes it.
    ///
    /// @return nothing if the time is over, a sender called, or another thread cancelled the wait
    public Optional<T> poll(Duration patience) throws InterruptedException {
        requireOpen();
        int slot = receiving.await(Deadline.in(patience), true);
        return slot < 0 ? Optional.empty() : Optional.of(taken(slot));
    }

    private T taken(int slot) {
        T message = copied(slot);
        receiving.free(slot);
        return message;
    }

    /// A message that cannot be copied is deleted.
    private T copied(int slot) {
        boolean done = false;
        try {
            T message = messageAt(slot).copy(box.value(slot), type);
            done = true;
            return message;
        } finally {
            if (!done) {
                receiving.free(slot);
            }
        }
    }

    /// The messages one after the other as they come. The stream ends when the box is closed, or its thread is interrupted.
    public Stream<T> stream() {
        return StreamSupport.stream(new Messages<>(this), false);
    }

    /// The messages for subscribers, each message for one of them. They get as many as they asked for, from a thread of their own, until
    /// they cancel or the box is closed.
    public Flow.Publisher<T> publisher() {
        return subscriber -> new Subscription<>(this, subscriber).begin();
    }

    // For event loops

    /// Waits without a thread of the caller's until there are messages that were not told of.
    ///
    /// @return completed with true when there are some, for [#await] or [#poll] to tell of at once, unless another was quicker; with
    ///     false if a sender called or the wait was cancelled. Cancelling it ends the wait and loses nothing.
    public CompletableFuture<Boolean> ready() {
        requireOpen();
        return Completions.of(receiving::awaitNew);
    }

    /// Takes a message without a thread of the caller's.
    ///
    /// @return completed with the message. Cancelling it loses no message.
    public CompletableFuture<T> takeAsync() {
        requireOpen();
        AtomicInteger slot = new AtomicInteger();
        return Completions.of(() -> {
            slot.set(awaitSlot());
            return copied(slot.get());
        }, delivered -> end(slot.get(), delivered));
    }

    private void end(int slot, boolean delivered) {
        if (delivered) {
            receiving.free(slot);
        } else {
            box.unreport(slot);
        }
    }

    // What it is

    /// What a sender opens. Answers to `camlbox_addr`.
    public String address() {
        return box.name();
    }

    /// How many messages it can hold. Answers to `camlbox_bcapacity`.
    public int capacity() {
        return box.slots;
    }

    /// The most bytes that a message can take. Answers to `camlbox_bmsg_size`.
    public int messageSize() {
        return box.messageBytes;
    }

    /// How many messages it holds now, those told of included. Answers to `camlbox_bmessages`.
    public int messages() {
        requireOpen();
        return BoxImage.of(box.pool).messages();
    }

    /// A sender of this process. It can travel to other processes, as an argument or in a shared value.
    public CamlboxSender<T> sender() {
        requireOpen();
        return new CamlboxSender<>(box, type, false);
    }

    /// What can be said of a box by its address: answers to `camlbox_capacity`, `camlbox_msg_size` and `camlbox_messages`.
    ///
    /// @throws NoSuchBoxException if there is none
    public static BoxInfo info(String address) {
        return BoxImage.info(address);
    }

    private void requireOpen() {
        if (closed) {
            throw box.closed(BoxHeader.CLOSED);
        }
    }

    boolean isClosed() {
        return closed;
    }

    /// Ends the box: messages that are in it are lost, its senders are told, its name is free. Its memory goes with the last of them.
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            receiving.close();
            box.close(BoxHeader.CLOSED);
            box.pool.unlink();
            box.pool.close();
        }
    }

    @Override
    public String toString() {
        return "Camlbox(" + box.name() + ", " + (closed ? "closed" : messages() + " of " + box.slots + (box.slots == 1 ? " message" : " messages")) + ")";
    }
}
