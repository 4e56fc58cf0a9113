package rockpool.engine.box;

import java.util.List;

/// A message with parts of several kinds.
record Order(int number, String item, List<Integer> amounts) {

    interface View {
        int number();

        String item();

        List<Integer> amounts();

        void number(int number);
    }

    static Order order(int number) {
        return new Order(number, "an item of number " + number, List.of(number, -number));
    }
}
