package rockpool.bench.rows;

/// An element of a chain of records.
record Link(int number, Link next) {

    static Link chain(int length) {
        Link first = null;
        for (int i = length - 1; i >= 0; i--) {
            first = new Link(i, first);
        }
        return first;
    }

    long sum() {
        long sum = 0;
        for (Link link = this; link != null; link = link.next) {
            sum += link.number;
        }
        return sum;
    }
}
