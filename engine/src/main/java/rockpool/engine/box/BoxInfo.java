package rockpool.engine.box;

import java.time.Duration;

/// A box as it is seen from outside.
///
/// @param address the name its receiver gave it
/// @param object its shared memory object
/// @param type of the messages, with its shape if it has one
/// @param capacity how many messages it can hold
/// @param messageSize the most bytes that a message can have
/// @param messages how many it holds
/// @param reported how many of them the receiver was told of
/// @param oldest for how long the oldest of them is there, zero if there is none
/// @param whenFull what senders do when it is full
/// @param receiver the process id of the receiver
/// @param state `open`, `closed`, `dead` if the receiver's process has died, `damaged` if there is trouble
/// @param senders how many other processes have it open
/// @param trouble what is wrong with it, null if nothing; then nothing but its names is known
public record BoxInfo(String address, String object, String type, int capacity, int messageSize, int messages, int reported,
        Duration oldest, WhenFull whenFull, int receiver, String state, int senders, String trouble) {

    /// A box that cannot be read.
    static BoxInfo damaged(String address, String object, String trouble) {
        return new BoxInfo(address, object, "", 0, 0, 0, 0, Duration.ZERO, null, 0, "damaged", 0, trouble);
    }
}
