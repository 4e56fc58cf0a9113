package rockpool.samples;

/// The words after a program's name.
final class Arguments {

    private Arguments() {}

    /// The only argument, which is a number.
    ///
    /// @param name what it says, for errors
    /// @param usual what it is if it was left out
    /// @throws IllegalArgumentException if it is no such number, or there are more arguments
    static int number(String name, String[] arguments, int usual, int least, int greatest) {
        if (arguments.length > 1) {
            throw new IllegalArgumentException("arguments=" + String.join(" ", arguments) + ": only " + name + " can be given");
        }
        return arguments.length == 0 ? usual : number(name, arguments[0], least, greatest);
    }

    /// @throws IllegalArgumentException if it is no such number
    static int number(String name, String word, int least, int greatest) {
        if (word.matches("\\d{1,10}")) {
            long number = Long.parseLong(word);
            if (number >= least && number <= greatest) {
                return (int) number;
            }
        }
        throw new IllegalArgumentException(name + "=" + word + ": allowed are " + least + " to " + greatest);
    }
}
