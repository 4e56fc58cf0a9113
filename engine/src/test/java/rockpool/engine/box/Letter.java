package rockpool.engine.box;

import java.util.List;

/// A message that shows whether it is whole.
record Letter(int sender, int number, String text, List<Integer> digits, long check) {

    static Letter of(int sender, int number) {
        String text = "letter " + number + " of " + sender + " " + "=".repeat(number % 40);
        List<Integer> digits = List.of(sender, number, sender + number);
        return new Letter(sender, number, text, digits, check(sender, number, text, digits));
    }

    private static long check(int sender, int number, String text, List<Integer> digits) {
        return (sender * 31L + number) * 31 + text.hashCode() * 31L + digits.hashCode();
    }

    boolean isWhole() {
        return check == check(sender, number, text, digits);
    }
}
