package rockpool.engine.box;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import rockpool.engine.pool.Problems;

/// What must hold of a box in which nobody is at work.
final class BoxVerifier {

    private BoxVerifier() {}

    /// Checks that each message is whole, that no message is there twice, and that every slot can be used: fills all that are free, and
    /// takes all out again.
    ///
    /// @return the messages that were there
    static List<Letter> verify(Camlbox<Letter> box, CamlboxSender<Letter> sender, int user) {
        List<Letter> found = new ArrayList<>();
        drain(box, found);
        Set<Integer> used = new HashSet<>();
        for (int i = 0; i < box.capacity(); i++) {
            int slot = sender.trySend(Letter.of(user, i)).orElse(-1);
            if (slot < 0) {
                throw new AssertionError("a slot is lost: only " + i + " of " + box.capacity() + " could be filled");
            }
            if (!used.add(slot)) {
                throw new AssertionError("slot " + slot + " was given twice");
            }
        }
        List<Letter> own = new ArrayList<>();
        drain(box, own);
        if (own.size() != box.capacity()) {
            throw new AssertionError("of " + box.capacity() + " messages came " + own.size());
        }
        return found;
    }

    private static void drain(Camlbox<Letter> box, List<Letter> into) {
        for (var letter = box.poll(); letter.isPresent(); letter = box.poll()) {
            if (!letter.get().isWhole()) {
                throw new AssertionError("torn: " + letter.get());
            }
            into.add(letter.get());
        }
    }

    /// The pool's own invariants.
    static void verifyPool(Box box) {
        Problems problems = new Problems();
        box.pool.verify(problems);
        if (!problems.found().isEmpty()) {
            throw new AssertionError(problems.found());
        }
    }
}
