package rockpool.samples.pipeline;

import rockpool.engine.data.SharedBuffer;
import rockpool.engine.pool.Pool;
import rockpool.engine.sync.Condition;
import rockpool.engine.sync.Mutex;

/// A buffer between two processes. It would grow without limit: what keeps it small, and wakes who waits, lies in its header.
public final class Pipe {

    /// As many bytes are in the pipe at most.
    static final int CAPACITY = 64 << 10;

    private static final int BLOCK = 16 << 10;

    /// The buffer's header. A copy of it names the same locks.
    ///
    /// @param length how many bytes can be taken
    /// @param ended whether no more will come
    private record Header(int length, boolean ended, Mutex lock, Condition hasSpace, Condition hasData) {}

    /// The components that change, in place.
    private interface State {
        int length();

        void length(int bytes);

        boolean ended();

        void ended(boolean whether);
    }

    private final SharedBuffer buffer;
    private final Header header;
    private final State state;

    private Pipe(SharedBuffer buffer) {
        this.buffer = buffer;
        this.header = buffer.header(Header.class);
        this.state = buffer.header(State.class);
    }

    /// Makes the buffer of an empty pipe.
    public static SharedBuffer create(Pool pool) {
        Header header = new Header(0, false, Mutex.create(pool), Condition.create(pool), Condition.create(pool));
        return SharedBuffer.create(pool, null, BLOCK, header);
    }

    static Pipe of(SharedBuffer buffer) {
        return new Pipe(buffer);
    }

    /// Waits until there is room, and puts in as much as there is room for.
    ///
    /// @return how many bytes
    int put(byte[] bytes, int from, int count) throws InterruptedException {
        int done = Math.min(count, awaitSpace());
        buffer.add(bytes, from, done);
        change(done, header.hasData);
        return done;
    }

    private int awaitSpace() throws InterruptedException {
        header.lock.lock();
        try {
            while (state.length() == CAPACITY) {
                header.hasSpace.await(header.lock);
            }
            return CAPACITY - state.length();
        } finally {
            header.lock.unlock();
        }
    }

    /// Says that no more will come.
    void end() throws InterruptedException {
        header.lock.lock();
        try {
            state.ended(true);
        } finally {
            header.lock.unlock();
        }
        header.hasData.signal();
    }

    /// Waits until something is there, and takes as much as there is, or has room in an array.
    ///
    /// @return how many bytes; 0 if no more will come
    int take(byte[] to) throws InterruptedException {
        int done = Math.min(to.length, awaitData());
        if (done > 0) {
            buffer.copy(buffer.start(), to, 0, done);
            buffer.deleteHead(done);
            change(-done, header.hasSpace);
        }
        return done;
    }

    private int awaitData() throws InterruptedException {
        header.lock.lock();
        try {
            while (state.length() == 0 && !state.ended()) {
                header.hasData.await(header.lock);
            }
            return state.length();
        } finally {
            header.lock.unlock();
        }
    }

    private void change(int bytes, Condition waitedFor) throws InterruptedException {
        header.lock.lock();
        try {
            state.length(state.length() + bytes);
        } finally {
            header.lock.unlock();
        }
        waitedFor.signal();
    }
}
