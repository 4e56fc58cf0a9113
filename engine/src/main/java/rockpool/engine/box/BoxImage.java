package rockpool.engine.box;

import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import rockpool.engine.heap.Message;
import rockpool.engine.heap.MessageType;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.NoSuchPoolException;
import rockpool.engine.pool.ObjectKind;
import rockpool.engine.pool.Participants;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolDamagedException;
import rockpool.engine.pool.PoolView;
import rockpool.engine.posix.PosixException;
import rockpool.engine.posix.ProcessState;

/// Looks at boxes from outside: it takes nothing, reports nothing and writes nothing, so the receiver does not notice it.
///
/// What it shows may change while it is read; each message that it shows was there as a whole.
public final class BoxImage {

    /// A message in a box.
    ///
    /// @param slot where it lies
    /// @param reported whether the receiver was told of it
    /// @param age since it was sent, up to 10 milliseconds more
    /// @param sender the process id of who sent it
    /// @param bytes that it takes
    /// @param text the message, shortened
    public record Shown(int slot, boolean reported, Duration age, int sender, int bytes, String text) {}

    private static final int TRIES = 4;

    private final MappedPool pool;
    private final long header;
    private final int slots;
    private final int messageBytes;

    private BoxImage(MappedPool pool, long offset) {
        this.pool = pool;
        this.header = pool.position() + offset;
        pool.checkOffset(offset, BoxHeader.BYTES);
        this.slots = Memory.getInt(header + BoxHeader.SLOTS);
        this.messageBytes = Memory.getInt(header + BoxHeader.MESSAGE_BYTES);
        if (slots < 1 || slots > Box.MOST_SLOTS || messageBytes < 1 || messageBytes > Box.MOST_MESSAGE_BYTES) {
            throw new PoolDamagedException(pool.objectName() + ", box at " + offset, "a box",
                    slots + " slots of " + messageBytes + " bytes");
        }
        pool.checkOffset(offset, Box.bytes(slots, messageBytes));
        if (whenFull() == null) {
            throw new PoolDamagedException(pool.objectName() + ", box at " + offset + ", when full", "0 to 2",
                    Memory.getInt(header + BoxHeader.WHEN_FULL));
        }
    }

    /// The box of an object.
    ///
    /// @throws NoSuchBoxException if it has none
    static BoxImage of(MappedPool pool) {
        return find(pool).orElseThrow(() -> new NoSuchBoxException(pool.name(), Boxes.names()));
    }

    private static Optional<BoxImage> find(MappedPool pool) {
        return Box.entry(pool.names()).map(entry -> new BoxImage(pool, entry.offset()));
    }

    /// All boxes on this machine that this user may see, by their addresses.
    public static List<BoxInfo> list() {
        return Pool.objects(ObjectKind.CAMLBOX).stream().flatMap(object -> look(object).stream())
                .sorted(Comparator.comparing(BoxInfo::address)).toList();
    }

    /// @return nothing if it has gone, is just being made, or is another user's
    private static Optional<BoxInfo> look(String object) {
        String address = object;
        try (PoolView view = Pool.view(ObjectKind.CAMLBOX, object)) {
            address = view.name();
            return find(view).map(BoxImage::info);
        } catch (NoSuchPoolException | PosixException e) {
            return Optional.empty();
        } catch (RuntimeException | InternalError e) {
            // Memory that is mapped, but that the system has none for, is an InternalError.
            return Optional.of(BoxInfo.damaged(address, object, String.valueOf(e.getMessage())));
        }
    }

    /// What can be said of a box.
    ///
    /// @throws NoSuchBoxException if there is none
    public static BoxInfo info(String address) {
        try (PoolView view = Boxes.view(address)) {
            return of(view).info();
        }
    }

    /// The messages of a box, the oldest first, without consuming them and without any class of the program.
    ///
    /// @param most characters of each text, roughly
    /// @throws NoSuchBoxException if there is none
    public static List<Shown> peek(String address, int most) {
        try (PoolView view = Boxes.view(address)) {
            return of(view).shown(most);
        }
    }

    private long slot(int index) {
        return header + BoxHeader.BYTES + (long) index * Box.slotBytes(messageBytes);
    }

    private int stateOf(int index) {
        return BoxSlot.state(BoxSlot.load(slot(index)));
    }

    /// How many messages there are.
    int messages() {
        return count(BoxSlot.FULL) + count(BoxSlot.READING);
    }

    private int count(int state) {
        int count = 0;
        for (int index = 0; index < slots; index++) {
            count += stateOf(index) == state ? 1 : 0;
        }
        return count;
    }

    BoxInfo info() {
        int reported = count(BoxSlot.READING);
        return new BoxInfo(pool.name(), pool.objectName(), type(), slots, messageBytes, count(BoxSlot.FULL) + reported, reported, oldest(),
                whenFull(), receiver(), state(), senders(), null);
    }

    private WhenFull whenFull() {
        return WhenFull.of(Memory.getInt(header + BoxHeader.WHEN_FULL));
    }

    private String type() {
        return MessageType.of(pool, Memory.getInt(header + BoxHeader.TYPE)).toString();
    }

    private int receiver() {
        return Participants.pidOf(Memory.getLong(header + BoxHeader.RECEIVER));
    }

    private int receiverSlot() {
        return Memory.getInt(header + BoxHeader.RECEIVER_SLOT);
    }

    private String state() {
        long state = Memory.getLongAcquire(header + BoxHeader.STATE);
        if (state == BoxHeader.OPEN) {
            return isReceiverDead() ? "dead" : "open";
        }
        return state == BoxHeader.CLOSED ? "closed" : "dead";
    }

    private boolean isReceiverDead() {
        Participants users = pool.participants();
        int index = receiverSlot();
        return index < 0 || index >= users.count()
                || Participants.identityWord(users.word(index)) != Memory.getLong(header + BoxHeader.RECEIVER)
                || users.state(index) == ProcessState.DEAD;
    }

    private int senders() {
        return (int) pool.participants().list().stream()
                .filter(user -> Participants.identityWord(user.identity()) != Memory.getLong(header + BoxHeader.RECEIVER)).count();
    }

    private Duration oldest() {
        long now = System.nanoTime();
        Duration oldest = Duration.ZERO;
        for (int index = 0; index < slots; index++) {
            Duration age = age(index, now);
            if (stateOf(index) >= BoxSlot.FULL && age.compareTo(oldest) > 0) {
                oldest = age;
            }
        }
        return oldest;
    }

    private Duration age(int index, long now) {
        return Duration.ofNanos(Math.max(0, now - Memory.getLong(slot(index) + BoxSlot.SENT_AT)));
    }

    private List<Shown> shown(int most) {
        long now = System.nanoTime();
        List<Shown> all = new ArrayList<>();
        for (int index = 0; index < slots; index++) {
            show(index, now, most).ifPresent(all::add);
        }
        all.sort((a, b) -> b.age().compareTo(a.age()));
        return all;
    }

    /// The message in a slot, nothing if there is none or it changes all the time.
    private Optional<Shown> show(int index, long now, int most) {
        long slot = slot(index);
        for (int i = 0; i < TRIES; i++) {
            long word = BoxSlot.load(slot);
            if (BoxSlot.state(word) < BoxSlot.FULL) {
                return Optional.empty();
            }
            Optional<Shown> shown = showOnce(index, word, now, most);
            VarHandle.acquireFence();
            if (Memory.getLongOpaque(slot + BoxSlot.WORD) == word) {
                return shown;
            }
        }
        return Optional.empty();
    }

    private Optional<Shown> showOnce(int index, long word, long now, int most) {
        long slot = slot(index);
        Message message = new Message(pool, slot + BoxSlot.WORD, slot + BoxSlot.MESSAGE, messageBytes);
        String text;
        try {
            text = message.text(Memory.getLong(slot + BoxSlot.VALUE), most);
        } catch (RuntimeException | InternalError e) {
            text = "damaged: " + e.getMessage();
        }
        return Optional.of(new Shown(index, BoxSlot.state(word) == BoxSlot.READING, age(index, now), Memory.getInt(slot + BoxSlot.SENDER),
                Memory.getInt(slot + BoxSlot.LENGTH), text));
    }
}
