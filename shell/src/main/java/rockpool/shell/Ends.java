package rockpool.shell;

import rockpool.engine.process.EndReason;

/// Which ends of processes are worth a line although nobody joins them.
final class Ends {

    private Ends() { }

    static boolean isUnexpected(EndReason reason) {
        return switch (reason) {
            case EndReason.Signalled _, EndReason.NotStarted _ -> true;
            case EndReason.Exited exited -> exited.status() != 0;
            case EndReason.Returned _, EndReason.Threw _, EndReason.StillRunning _ -> false;
        };
    }
}
