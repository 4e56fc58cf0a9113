package rockpool.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import rockpool.shell.session.SessionProcess;

record PlainProcess(Process process) implements SessionProcess {

    static SessionProcess start() {
        try {
            java.util.List<String> c = new java.util.ArrayList<>(java.util.List.of("setsid", System.getProperty("java.home") + "/bin/java", "-XX:+UseSerialGC"));
            String mp = System.getProperty("jdk.module.path");
            if (mp != null) {
                c.addAll(java.util.List.of("-p", mp, "-m", "rockpool.shell/rockpool.shell.session.TemporaryMain"));
            } else {
                c.addAll(java.util.List.of("-cp", System.getProperty("java.class.path"), "rockpool.shell.session.TemporaryMain"));
            }
            return new PlainProcess(new ProcessBuilder(c).redirectError(ProcessBuilder.Redirect.INHERIT).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public InputStream input() {
        return process.getInputStream();
    }

    public OutputStream output() {
        return process.getOutputStream();
    }

    public CompletableFuture<String> ended() {
        return process.onExit().thenApply(p -> "exit status " + p.exitValue());
    }

    public void kill() {
        process.destroyForcibly();
    }
}
