package rockpool.samples.chameneos;

import java.util.Optional;

/// A creature, which has a process of its own.
public record Creature(MeetingPlace place, int number, Color color) {

    /// How often a creature has met others.
    ///
    /// @param withItself how often it met itself, which must never be
    public record Score(int meetings, int withItself) {}

    /// Goes to meetings and changes its color with each, until there are no more.
    public Score play() throws InterruptedException {
        int meetings = 0;
        int withItself = 0;
        Visitor me = new Visitor(number, color);
        Optional<Visitor> met = place.meet(me);
        while (met.isPresent()) {
            Visitor other = met.get();
            meetings++;
            withItself += other.number() == number ? 1 : 0;
            me = new Visitor(number, me.color().complement(other.color()));
            met = place.meet(me);
        }
        return new Score(meetings, withItself);
    }
}
