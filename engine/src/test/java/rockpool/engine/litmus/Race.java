package rockpool.engine.litmus;

/// Something that two sides do at the same time. Each side has an instance of its own, made of its own mapping.
abstract class Race {

    /// Side 0, before each time: as if nothing had been done.
    void reset(int time) throws InterruptedException {}

    /// What a side does, both at once.
    ///
    /// @return what it saw of it
    abstract int act(int side, int time) throws InterruptedException;

    /// Side 0, when both have done it and nothing has been taken back: which outcome that is.
    abstract String outcome(int zero, int one, int time) throws InterruptedException;

    /// Each side, after that: takes back what it has done.
    void settle(int side) {}

    /// Each side, at the end.
    void close(int side) {}
}
