package rockpool.samples;

import static rockpool.samples.chameneos.Color.BLUE;
import static rockpool.samples.chameneos.Color.RED;
import static rockpool.samples.chameneos.Color.YELLOW;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import rockpool.engine.pool.Pool;
import rockpool.engine.process.Definition;
import rockpool.engine.process.Master;
import rockpool.engine.process.MasterOptions;
import rockpool.samples.chameneos.Color;
import rockpool.samples.chameneos.Creature;
import rockpool.samples.chameneos.MeetingPlace;

/// Processes that meet in pairs: creatures of three colors come to one place, where two at a time meet and change their colors by each
/// other's. Three of them play first, then ten. Each prints how often it met another, and itself, which must be zero; the last line is the
/// sum, twice the number of meetings.
///
/// ```sh
/// scripts/rockpool sample chameneos 60000
/// ```
///
/// (Answers to Netmulticore's example `chameneos`. There, the place is a process, and the creatures send it messages.)
public final class Chameneos {

    private static final int MEETINGS = 600;
    private static final int POOL_BYTES = 4 << 20;
    private static final List<Color> FEW = List.of(BLUE, RED, YELLOW);
    private static final List<Color> MANY = List.of(BLUE, RED, YELLOW, RED, YELLOW, BLUE, RED, YELLOW, RED, BLUE);
    private static final List<String> DIGITS = List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

    /// A creature sleeps and wakes more than it computes, and lives for a second: optimizing its code would take longer than it runs.
    private static final List<String> WORKERS = List.of("-XX:TieredStopAtLevel=1");

    private Chameneos() {}

    /// @param arguments the number of meetings in each game, 600 if there is none
    public static void main(String[] arguments) throws InterruptedException {
        int meetings = Arguments.number("meetings", arguments, MEETINGS, 0, Integer.MAX_VALUE / 2);
        printComplements();
        try (Master master = Master.start(MasterOptions.defaults().withStandby(0).withJvmOptions(WORKERS));
                Pool pool = Pool.create("chameneos" + ProcessHandle.current().pid(), POOL_BYTES)) {
            Definition<Creature, Creature.Score> creature = master.define("creature", Creature::play);
            play(creature, FEW, MeetingPlace.create(pool, FEW.size(), meetings));
            play(creature, MANY, MeetingPlace.create(pool, MANY.size(), meetings));
        }
    }

    private static void printComplements() {
        for (Color color : Color.values()) {
            for (Color other : Color.values()) {
                System.out.println(color + " + " + other + " -> " + color.complement(other));
            }
        }
        System.out.println();
    }

    private static void play(Definition<Creature, Creature.Score> creature, List<Color> colors, MeetingPlace place)
            throws InterruptedException {
        System.out.println(colors.stream().map(Color::toString).collect(Collectors.joining(" ", " ", "")));
        List<Long> processes = new ArrayList<>();
        for (int i = 0; i < colors.size(); i++) {
            processes.add(creature.start(new Creature(place, i, colors.get(i))));
        }
        int sum = 0;
        for (long process : processes) {
            Creature.Score score = creature.join(process).orElseThrow();
            System.out.println(score.meetings() + spelled(score.withItself()));
            sum += score.meetings();
        }
        System.out.println(spelled(sum));
        System.out.println();
    }

    private static String spelled(int number) {
        return Integer.toString(number).chars().mapToObj(digit -> " " + DIGITS.get(digit - '0')).collect(Collectors.joining());
    }
}
