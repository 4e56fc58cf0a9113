package rockpool.engine.pool;

/// An actor as its slot says, for who looks at it from outside.
///
/// @param participant the slot of its process
/// @param thread the thread's name
/// @param threadId the thread's number in its process
/// @param waitingFor the offset of what it waits for, 0 if for nothing
/// @param waitSince `System.nanoTime()`, which all processes of a machine share, when it began to
/// @param waitKind which wait
/// @param waitCount how many waits it has begun
/// @param pins how many pins it holds
/// @param waitWith what else the wait needs, by its kind
/// @param waitThread the thread of the process that `waitWith` names, by some kinds
/// @param line that waits, as in a stack trace; empty if not known
public record ActorInfo(int index, int incarnation, int participant, String thread, long threadId, boolean virtual, long waitingFor,
        long waitSince, int waitKind, int waitCount, int pins, long waitWith, long waitThread, String line) {}
