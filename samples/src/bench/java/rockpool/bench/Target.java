package rockpool.bench;

import java.util.Locale;

/// What a row has to reach.
///
/// @param kind  what is compared with the bound
/// @param bound the bound, itself allowed
record Target(Kind kind, double bound) {

    enum Kind {
        /// Ours divided by the peer's, at most.
        SHARE,
        /// Ours alone, at most.
        AT_MOST,
        /// Ours alone, at least.
        AT_LEAST,
        /// Nothing: it is told, to see others beside it.
        NONE
    }

    static Target none() {
        return new Target(Kind.NONE, 0);
    }

    static Target share(double bound) {
        return new Target(Kind.SHARE, bound);
    }

    static Target atMost(double bound) {
        return new Target(Kind.AT_MOST, bound);
    }

    static Target atLeast(double bound) {
        return new Target(Kind.AT_LEAST, bound);
    }

    /// Whether the target holds; `peer` is null if there is none on this machine, and then a share is not held.
    boolean holds(Series ours, Series peer) {
        return switch (kind) {
            case SHARE -> peer != null && ours.median() <= bound * peer.median();
            case AT_MOST -> ours.median() <= bound;
            case AT_LEAST -> ours.median() >= bound;
            case NONE -> true;
        };
    }

    boolean needsPeer() {
        return kind == Kind.SHARE;
    }

    @Override
    public String toString() {
        if (kind == Kind.NONE) {
            return "";
        }
        String number = bound == Math.rint(bound) ? Long.toString((long) bound) : String.format(Locale.ROOT, "%s", bound);
        return (kind == Kind.AT_LEAST ? "≥ " : "≤ ") + number;
    }
}
