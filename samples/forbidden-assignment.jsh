// A component of a shared value cannot be made to refer to a value of this process, which no other process could see. It has to be added
// to the heap first, and that takes a modify.

/pool create lab 16m
record Message(String data) {}
interface MessageView { String data(); void data(Object value); }

var message = Ref.create(lab, "message", new Message("old string"));

try {
    message.view(MessageView.class).data("new string");
} catch (IllegalArgumentException e) {
    System.out.println(e.getMessage());
}
System.out.println(message.get());

message.heap().modify(m -> {
    m.root(MessageView.class).data(m.add("new string"));
    return null;
});
System.out.println(message.get());
