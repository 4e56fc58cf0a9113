package rockpool.engine.process;

import java.io.IOException;

/// Why a request was refused, in a form that travels.
record Refusal(Kind kind, String message) {

    /// Which exception the asker gets.
    enum Kind {
        ILLEGAL_ARGUMENT,
        ILLEGAL_STATE,
        NOT_COPYABLE,
        LIMIT,
        NO_RESOURCE
    }

    static Refusal of(Throwable problem) {
        Kind kind = switch (problem) {
            case NotCopyableException _ -> Kind.NOT_COPYABLE;
            case ProcessLimitException _ -> Kind.LIMIT;
            case NoSuchResourceException _ -> Kind.NO_RESOURCE;
            case IllegalArgumentException _ -> Kind.ILLEGAL_ARGUMENT;
            default -> Kind.ILLEGAL_STATE;
        };
        boolean ours = problem instanceof RuntimeException && problem.getMessage() != null;
        return new Refusal(kind, ours ? problem.getMessage() : problem.toString());
    }

    RuntimeException exception() {
        return switch (kind) {
            case NOT_COPYABLE -> new NotCopyableException(message);
            case LIMIT -> new ProcessLimitException(message);
            case NO_RESOURCE -> new NoSuchResourceException(message);
            case ILLEGAL_ARGUMENT -> new IllegalArgumentException(message);
            case ILLEGAL_STATE -> new IllegalStateException(message);
        };
    }

    byte[] encoded() {
        return new Output().number(kind.ordinal()).text(message).bytes();
    }

    static Refusal decoded(byte[] body) throws IOException {
        Input in = new Input(body);
        int kind = (int) in.number();
        if (kind >= Kind.values().length) {
            throw new IOException("kind=" + kind + ": no such refusal");
        }
        return new Refusal(Kind.values()[kind], in.text());
    }
}
