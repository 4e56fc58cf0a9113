package rockpool.shell.lab;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rockpool.engine.box.BoxImage;
import rockpool.engine.box.BoxInfo;
import rockpool.engine.box.WhenFull;
import rockpool.shell.command.Entry;
import rockpool.shell.view.Table;
import rockpool.shell.view.Units;

@Command(name = "/box", description = {"Makes camlboxes, shows them and what is in them, and sends to them.",
    "A box is found by its address, whoever made it; the session receives from those that it makes."})
final class BoxCommand extends LabCommand {

    private static final Pattern TYPE = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$.]*(\\[])*");
    private static final Map<String, String> WRAPPERS = Map.of("int", "Integer", "long", "Long", "double", "Double", "boolean", "Boolean",
            "char", "Character", "byte", "Byte", "short", "Short", "float", "Float");
    /// A name that no expression is likely to use.
    private static final String TO = "box$";

    @Mixin
    private Form form;

    BoxCommand(Lab lab) {
        super(lab);
    }

    /// How many words come before the Java.
    static int wordsBeforeJava(String arguments) {
        return arguments.matches("send\\b[\\s\\S]*") ? 2 : Entry.NO_JAVA;
    }

    /// How boxes may answer a sender that finds them full, as they are typed.
    static List<String> answersWhenFull() {
        return Stream.of(WhenFull.values()).map(BoxCommand::word).toList();
    }

    private static String word(WhenFull answer) {
        return answer == null ? "" : answer.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Integer call() {
        return list(form);
    }

    @Command(name = "new", description = "Makes a box that the session receives from, and a variable of its name.")
    int create(@Parameters(paramLabel = "NAME", description = "its address, too") String name,
            @Parameters(paramLabel = "SLOTS", description = "how many messages it can hold") int slots,
            @Parameters(paramLabel = "SIZE", description = "the most bytes of a message, such as 100 or 4k") String size,
            @Parameters(paramLabel = "TYPE", arity = "0..1", defaultValue = "Object", description = "of the messages; any if not given")
            String type,
            @Option(names = {"-f", "--when-full"}, paramLabel = "ANSWER", defaultValue = "block",
                    description = "what senders do when it is full: block, fail or drop-oldest") String whenFull) {
        VariableName.require(name);
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("type=" + type + ": the name of a class, without type arguments");
        }
        WhenFull answer = Stream.of(WhenFull.values()).filter(one -> word(one).equals(whenFull.toLowerCase(Locale.ROOT).replace('_', '-')))
                .findFirst().orElseThrow(() -> new IllegalArgumentException("when-full=" + whenFull + ": allowed are "
                        + String.join(", ", answersWhenFull())));
        long bytes = Units.bytes(size);
        return declare(name, "Camlbox.create(\"" + name + "\", " + slots + ", " + Math.clamp(bytes, 0, Integer.MAX_VALUE) + ", "
                + WRAPPERS.getOrDefault(type, type) + ".class, WhenFull." + answer + ")", () -> "");
    }

    @Command(name = "list", description = "Shows all boxes on this machine that this user may see.")
    int list(@Mixin Form form) {
        Table table = new Table("box", "messages", "slots", "told", "oldest", "size", "type", "when full", "receiver", "state", "senders");
        List<BoxInfo> boxes = BoxImage.list();
        boxes.stream().filter(box -> box.trouble() == null).forEach(box -> table.row(box.address(), box.messages(), box.capacity(),
                box.reported(), box.messages() == 0 ? new Table.Shown("", null) : age(box.oldest()), Units.cell(box.messageSize()),
                box.type(), word(box.whenFull()), box.receiver(), box.state(), box.senders()));
        boxes.stream().filter(box -> box.trouble() != null)
                .forEach(box -> fail("box " + box.address() + " is damaged: " + box.trouble()));
        return show(table, form, "There is no box. /box new letters 10 100 String makes one.");
    }

    @Command(name = "peek", description = "Shows the messages of a box, the oldest first. They stay there, and the receiver does not notice.")
    int peek(@Parameters(paramLabel = "NAME") String name,
            @Option(names = {"-l", "--length"}, paramLabel = "CHARACTERS", defaultValue = "60", description = "so much of each message")
            int length, @Mixin Form form) {
        String address = address(name);
        Table table = new Table("slot", "age", "told", "sender", "size", "message");
        BoxImage.peek(address, length).forEach(message -> table.row(message.slot(), age(message.age()), yesOrNo(message.reported()),
                message.sender(), Units.cell(message.bytes()), message.text()));
        return show(table, form, "Box " + address + " is empty.");
    }

    private static Table.Shown age(Duration age) {
        return Units.timeCell(age.toNanos());
    }

    private static Table.Shown yesOrNo(boolean answer) {
        return new Table.Shown(answer ? "yes" : "no", answer);
    }

    @Command(name = "send", description = "Sends the value of an expression. If the box is full and blocks, Ctrl-C ends the wait.")
    int send(@Option(names = {"-s", "--slot"}, paramLabel = "SLOT", description = "into this slot, if it is free") Integer slot,
            @Option(names = {"-t", "--timeout"}, paramLabel = "SECONDS", description = "waits no longer than this for a free slot")
            Double seconds, @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "EXPRESSION") String expression) {
        String address = address(name);
        String message = java(expression);
        if (slot != null && seconds != null) {
            throw new IllegalArgumentException("slot=" + slot + ", timeout=" + seconds + ": only one of the two can be given");
        }
        String sending = seconds == null ? "send(" + message + (slot == null ? "" : ", " + slot) + ")"
                : "trySend(" + message + ", " + durationOf(seconds) + ").orElse(-1)";
        Optional<String> taken = valueOf("((java.util.concurrent.Callable<Integer>) () -> { try (var " + TO + " = CamlboxSender.open(\""
                + address + "\")) { return " + TO + "." + sending + "; } }).call()");
        if (taken.isEmpty()) {
            return FAILED;
        }
        if (taken.get().equals("-1")) {
            return fail("/box send: box " + address + " was full for " + seconds + " s");
        }
        mention("in slot " + taken.get() + " of " + address);
        return OK;
    }

    @Command(name = "take", description = "Takes a message out of a box of the session's; the value becomes a variable. Ctrl-C ends the wait.")
    int take(@Parameters(paramLabel = "NAME") String name, @Option(names = {"-t", "--timeout"}, paramLabel = "SECONDS",
            description = "waits no longer than this for a message") Double seconds) {
        requireReceiver(name);
        return ask(seconds == null ? name + ".take()" : name + ".poll(" + durationOf(seconds) + ").orElseThrow()");
    }

    @Command(name = "wake", description = "Wakes the receiver of a box without a message.")
    int wake(@Parameters(paramLabel = "NAME") String name) {
        return evaluate("try (var " + TO + " = CamlboxSender.open(\"" + address(name) + "\")) { " + TO + ".wake(); }");
    }

    @Command(name = "close", description = "Closes a box of the session's: its senders are told, its messages are lost.")
    int close(@Parameters(paramLabel = "NAME") String name) {
        requireReceiver(name);
        return evaluate(name + ".close();");
    }

    @Command(name = "destroy", description = {"Removes a box.",
        "One of the session's is closed; another one loses its name: its receiver and senders go on, and nobody else finds it."})
    int destroy(@Parameters(paramLabel = "NAME") String name) {
        if (lab.variable(name).filter(Kind.BOX::isTypeOf).isPresent() && addresses().contains(name)) {
            return close(name);
        }
        return evaluate("Camlbox.unlink(\"" + address(name) + "\");");
    }

    static List<String> addresses() {
        return BoxImage.list().stream().map(BoxInfo::address).toList();
    }

    /// The address that a name means: the name itself, or that of the box or sender that a variable of that name has.
    ///
    /// @throws IllegalArgumentException if there is no such box, with what to do
    private String address(String name) {
        List<String> there = addresses();
        if (there.contains(name)) {
            return name;
        }
        Optional<String> address = lab.variable(name)
                .filter(variable -> Kind.BOX.isTypeOf(variable) || variable.typeName().startsWith("CamlboxSender<"))
                .flatMap(_ -> valueOf(name + ".address()")).map(text -> text.replace("\"", "")).filter(there::contains);
        return address.orElseThrow(() -> new IllegalArgumentException("there is no box " + name
                + (there.isEmpty() ? "; /box new letters 10 100 String makes one"
                        : "; there are " + there.stream().limit(10).collect(Collectors.joining(", ")))));
    }

    private void requireReceiver(String name) {
        if (lab.variable(VariableName.require(name)).filter(Kind.BOX::isTypeOf).isEmpty()) {
            Optional<BoxInfo> other = BoxImage.list().stream().filter(box -> box.address().equals(name)).findFirst();
            throw new IllegalArgumentException(other.map(box -> "only the receiver of box " + name + " can do that, process " + box.receiver())
                    .orElse("there is no box " + name + "; /box list shows them"));
        }
    }
}
