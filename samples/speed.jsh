// Netcamlbox's own example: a process sends a million short lists to another, which adds up the numbers in them. An empty list says that there
// are no more. So it prints: Sum: 6000000

int count = 1_000_000;

// The lists are read in place. A stream, or take(), would copy each.
var receiver = define("receiver", (String address) -> {
    long sum = 0;
    try (var box = Camlbox.create(address, 10, 512, List.class)) {
        boolean more = true;
        while (more) {
            for (int slot : box.await()) {
                List<?> numbers = box.view(slot, List.class);
                for (int i = 0; i < numbers.size(); i++) {
                    sum += (Integer) numbers.get(i);
                }
                more &= !numbers.isEmpty();
                box.delete(slot);
            }
        }
    }
    return sum;
});

// The receiver makes the box. Until it has, there is none of that address.
var sender = define("sender", (String address) -> {
    while (BoxImage.list().stream().noneMatch(box -> box.address().equals(address))) {
        Thread.sleep(1);
    }
    try (var box = CamlboxSender.open(address, List.class)) {
        for (int i = 0; i < count; i++) {
            box.send(List.of(1, 2, 3));
        }
        box.send(List.of());
    }
    return null;
});

var receiving = receiver.start("speed");
sender.join(sender.start("speed"));
System.out.println("Sum: " + receiver.join(receiving).orElseThrow());
