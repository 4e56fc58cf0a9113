package rockpool.engine.pool;

import java.util.ArrayList;
import java.util.List;
import rockpool.engine.memory.Memory;

/// A thread's slot in a pool: what it pins, what it waits for, and where it is woken. Only its own thread uses this handle.
public final class Actor {

    /// Null once the pool is closed, so that a thread which outlives the pool does not keep it.
    private Actors actors;
    private final int index;
    private final int incarnation;
    private final long position;
    private final Thread thread;
    private final long word;

    /// Pins of this slot that are not in use, one bit each.
    private int freePins = (1 << Actors.PIN_COUNT) - 1;
    private List<Actor> more;

    Actor(Actors actors, int index, long word, long position, Thread thread) {
        this.actors = actors;
        this.index = index;
        this.incarnation = Actors.incarnationOf(word);
        this.word = word;
        this.position = position;
        this.thread = thread;
    }

    /// The number of the slot.
    public int index() {
        return index;
    }

    /// Which of the slot's users one after the other, 24 bits. Together with the index it names this actor for good.
    public int incarnation() {
        return incarnation;
    }

    /// The thread that this is.
    public Thread thread() {
        return thread;
    }

    long word() {
        return word;
    }

    /// Where the slot lies in this process.
    public long position() {
        return position;
    }

    /// The position of the word that others wake this thread by: a 4-byte word for a futex, bumped before each wake.
    public long wakePosition() {
        return position + Actors.WAKE;
    }

    /// Takes a pin that holds 0. The caller stores the offset that it protects, and after a full fence checks that it is still reached.
    ///
    /// @return the position of the pin's 8-byte word
    public long openPin() {
        if (freePins != 0) {
            int pin = Integer.numberOfTrailingZeros(freePins);
            freePins &= freePins - 1;
            return position + Actors.PINS + 8L * pin;
        }
        return openPinElsewhere();
    }

    /// Gives a pin back.
    public void closePin(long pinPosition) {
        Memory.putLongRelease(pinPosition, 0);
        long pin = pinPosition - position - Actors.PINS >> 3;
        if (pin >= 0 && pin < Actors.PIN_COUNT) {
            freePins |= 1 << pin;
        } else {
            closePinElsewhere(pinPosition);
        }
    }

    /// More pins than one slot has: slots are chained, in this process only.
    private long openPinElsewhere() {
        if (more == null) {
            more = new ArrayList<>();
        }
        for (Actor other : more) {
            if (other.freePins != 0) {
                return other.openPin();
            }
        }
        if (actors == null) {
            throw new IllegalStateException("actor=" + index + ": its pool is closed");
        }
        Actor another = actors.claim(thread);
        more.add(another);
        return another.openPin();
    }

    private void closePinElsewhere(long pinPosition) {
        for (Actor other : more) {
            if (pinPosition >= other.position && pinPosition < other.position + PoolLayout.ACTOR_BYTES) {
                other.freePins |= 1 << (pinPosition - other.position - Actors.PINS >> 3);
                return;
            }
        }
        throw new IllegalArgumentException("pin=" + pinPosition + ": not one of this actor's");
    }

    /// Says what this thread is going to wait for, for everybody to see.
    ///
    /// @param offset of the thing in the pool
    /// @param kind which wait, by the numbers of who waits; greater than 0
    /// @param with what else the wait needs, by its kind
    /// @param threadId whose thread `with` names a process of, 0 for none
    public void beginWait(long offset, int kind, long with, long threadId) {
        beginWait(offset, kind, with, threadId, System.nanoTime());
    }

    /// Says the same of a wait that has begun before.
    ///
    /// @param since when, by [System#nanoTime()]
    public void beginWait(long offset, int kind, long with, long threadId, long since) {
        Memory.putLong(position + Actors.WAIT_WITH, with);
        Memory.putLong(position + Actors.WAIT_THREAD, threadId);
        Memory.putInt(position + Actors.LINE_LENGTH, 0);
        Memory.putLongOpaque(position + Actors.WAIT_SINCE, since);
        Memory.putInt(position + Actors.WAIT_KIND, kind);
        Memory.putInt(position + Actors.WAIT_COUNT, Memory.getInt(position + Actors.WAIT_COUNT) + 1);
        Memory.putLongVolatile(position + Actors.WAITING_FOR, offset);
    }

    /// Says from which line this thread waits, as in a stack trace. Another thread may call it that keeps the wait from ending meanwhile.
    public void waitLine(String line) {
        Memory.putIntRelease(position + Actors.LINE_LENGTH, Texts.write(line, position + Actors.LINE, Actors.LINE_SPACE));
    }

    public void endWait() {
        Memory.putLongRelease(position + Actors.WAITING_FOR, 0);
    }

    /// Gives the slot, and those chained to it, to others.
    void release() {
        if (more != null) {
            more.forEach(Actor::release);
        }
        actors.free(index, word);
        actors = null;
    }

    void forget() {
        actors = null;
    }

    @Override
    public String toString() {
        return "actor " + index + "/" + incarnation + " (" + thread.getName() + ")";
    }
}
