package rockpool.shell;

import picocli.CommandLine.IVersionProvider;

/// What `--version` says.
final class Version implements IVersionProvider {

    static final String NUMBER = "0.1.0";

    @Override
    public String[] getVersion() {
        return new String[] {"rockpool " + NUMBER + " (Java " + Runtime.version() + ")"};
    }
}
