package rockpool.shell.session;

public final class TemporaryMain {
    public static void main(String[] a) throws Exception {
        SessionService.serve(new java.io.FileInputStream(java.io.FileDescriptor.in), new java.io.FileOutputStream(java.io.FileDescriptor.out));
    }
}
