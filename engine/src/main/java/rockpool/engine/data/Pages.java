package rockpool.engine.data;

import java.util.List;

/// How structures of one kind are shown, row by row. No method takes longer for the structure being large, but for the way to the first row
/// that is asked for where rows have no index.
interface Pages {

    /// How much there is: as a text, and as one number.
    record Size(String text, long length) {

        static Size of(long number, String what) {
            return new Size(count(number, what), number);
        }
    }

    /// A number of things: `1 element`, `2 elements`.
    static String count(long number, String what) {
        return number + " " + (number == 1 ? what : what + "s");
    }

    Size size(Looking looking);

    List<String> titles(Excerpt excerpt);

    /// Adds the rows that are asked for.
    void show(Looking looking, Excerpt excerpt);
}
