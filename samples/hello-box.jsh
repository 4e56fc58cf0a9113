// The tutorial's example of camlboxes: X makes a box with one slot of 100 bytes and starts Y with the address of it, Y sends a message. X
// waits until it is told of the slot that the message is in, copies the message and deletes it. So it prints: Message: Hello world

var y = define("y", (String address) -> {
    try (var sender = CamlboxSender.open(address, String.class)) {
        return sender.send("Hello world");
    }
});

var x = define("x", (String address) -> {
    try (var box = Camlbox.create(address, 1, 100, String.class)) {
        var sending = y.start(box.address());
        var messages = new ArrayList<String>();
        for (int slot : box.await()) {
            messages.add(box.get(slot));
            box.delete(slot);
        }
        y.join(sending);
        return messages;
    }
});

var messages = x.join(x.start("example")).orElseThrow();
messages.forEach(message -> System.out.println("Message: " + message));
