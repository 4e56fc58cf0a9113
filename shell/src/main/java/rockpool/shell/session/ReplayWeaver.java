package rockpool.shell.session;

final class ReplayWeaver {
    static byte[] weave(byte[] classFile) {
        return classFile;
    }
}
