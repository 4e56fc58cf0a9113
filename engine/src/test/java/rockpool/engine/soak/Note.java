package rockpool.engine.soak;

/// A value that shows whether it is whole.
///
/// @param slot who wrote it
/// @param number the how-manieth of its writer's
record Note(int slot, long number, String text, int check) {

    static Note of(int slot, long number) {
        String text = "note " + number + " of " + slot + " " + "=".repeat((int) (number % 50));
        return new Note(slot, number, text, text.hashCode());
    }

    boolean isWhole() {
        return check == text.hashCode() && text.startsWith("note " + number + " of " + slot + " ");
    }
}
