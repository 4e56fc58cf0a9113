package rockpool.shell.session;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.EngineTerminationException;
import jdk.jshell.spi.ExecutionControl.ExecutionControlException;
import jdk.jshell.spi.ExecutionControl.InternalException;
import jdk.jshell.spi.ExecutionControl.NotImplementedException;
import jdk.jshell.spi.ExecutionControl.ResolutionException;
import jdk.jshell.spi.ExecutionControl.StoppedException;
import jdk.jshell.spi.ExecutionControl.UserException;

/// How a request to the session process ended: with a text, or with one of JShell's exceptions, which travels whole.
record Answer(String text, ExecutionControlException failure) {

    private enum Outcome { TEXT, USER, RESOLUTION, STOPPED, NOT_INSTALLED, NOT_IMPLEMENTED, INTERNAL, ENDED }

    private static final Outcome[] OUTCOMES = Outcome.values();

    static Answer of(String text) {
        return new Answer(text, null);
    }

    static Answer of(ExecutionControlException failure) {
        return new Answer(null, failure);
    }

    String orElseThrow() throws ExecutionControlException {
        if (failure != null) {
            throw failure;
        }
        return text;
    }

    byte[] pack() {
        return Packing.pack(out -> {
            if (failure == null) {
                out.writeByte(Outcome.TEXT.ordinal());
                Packing.text(out, text);
            } else {
                pack(out, failure);
            }
        });
    }

    static Answer unpack(byte[] body) throws IOException {
        return Packing.unpack(body, in -> {
            Outcome outcome = OUTCOMES[in.readByte()];
            return outcome == Outcome.TEXT ? of(Packing.text(in)) : of(unpack(outcome, in));
        });
    }

    private static void pack(DataOutputStream out, ExecutionControlException failure) throws IOException {
        switch (failure) {
            case UserException e -> packUser(out, e);
            case ResolutionException e -> {
                out.writeByte(Outcome.RESOLUTION.ordinal());
                out.writeInt(e.id());
                Packing.stack(out, e.getStackTrace());
            }
            case StoppedException _ -> out.writeByte(Outcome.STOPPED.ordinal());
            case ClassInstallException e -> {
                out.writeByte(Outcome.NOT_INSTALLED.ordinal());
                Packing.text(out, e.getMessage());
                out.writeInt(e.installed().length);
                for (boolean installed : e.installed()) {
                    out.writeBoolean(installed);
                }
            }
            case NotImplementedException e -> message(out, Outcome.NOT_IMPLEMENTED, e);
            case EngineTerminationException e -> message(out, Outcome.ENDED, e);
            default -> message(out, Outcome.INTERNAL, failure);
        }
    }

    private static void packUser(DataOutputStream out, UserException e) throws IOException {
        out.writeByte(Outcome.USER.ordinal());
        Packing.text(out, e.getMessage());
        Packing.text(out, e.causeExceptionClass());
        Packing.stack(out, e.getStackTrace());
        boolean caused = e.getCause() instanceof ExecutionControlException;
        out.writeBoolean(caused);
        if (caused) {
            pack(out, (ExecutionControlException) e.getCause());
        }
    }

    private static void message(DataOutputStream out, Outcome outcome, ExecutionControlException e) throws IOException {
        out.writeByte(outcome.ordinal());
        Packing.text(out, e.getMessage());
    }

    private static ExecutionControlException unpack(Outcome outcome, DataInputStream in) throws IOException {
        return switch (outcome) {
            case USER -> unpackUser(in);
            case RESOLUTION -> new ResolutionException(in.readInt(), Packing.stack(in));
            case STOPPED -> new StoppedException();
            case NOT_INSTALLED -> {
                String message = Packing.text(in);
                boolean[] installed = new boolean[in.readInt()];
                for (int i = 0; i < installed.length; i++) {
                    installed[i] = in.readBoolean();
                }
                yield new ClassInstallException(message, installed);
            }
            case NOT_IMPLEMENTED -> new NotImplementedException(Packing.text(in));
            case INTERNAL -> new InternalException(Packing.text(in));
            case ENDED -> new EngineTerminationException(Packing.text(in));
            case TEXT -> throw new IOException("a text is no failure");
        };
    }

    private static UserException unpackUser(DataInputStream in) throws IOException {
        UserException e = new UserException(Packing.text(in), Packing.text(in), Packing.stack(in));
        e.initCause(in.readBoolean() ? unpack(OUTCOMES[in.readByte()], in) : null);
        return e;
    }

    @Override
    public String toString() {
        return failure == null ? text : failure + " " + Arrays.toString(failure.getStackTrace());
    }
}
