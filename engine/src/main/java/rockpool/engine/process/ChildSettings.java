package rockpool.engine.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What the master tells a child through its standard input, where nobody else can read it.
///
/// @param master the master's process id
/// @param provider the service's class, empty for a worker
record ChildSettings(Hello.Token token, long number, long master, Path socket, String provider, List<String> arguments) {

    /// What a service is called after its class.
    static String simpleName(String provider) {
        return provider.substring(Math.max(provider.lastIndexOf('.'), provider.lastIndexOf('$')) + 1);
    }

    byte[] encoded() {
        Output out = new Output().word(token.high()).word(token.low()).number(number).number(master);
        out.text(socket.toString()).text(provider).number(arguments.size());
        arguments.forEach(out::text);
        return out.bytes();
    }

    static ChildSettings read(InputStream from) throws IOException {
        Input in = new Input(from.readAllBytes());
        Hello.Token token = new Hello.Token(in.word(), in.word());
        long number = in.number();
        long master = in.number();
        Path socket = Path.of(in.text());
        String provider = in.text();
        int count = in.count(1);
        List<String> arguments = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            arguments.add(in.text());
        }
        return new ChildSettings(token, number, master, socket, provider, List.copyOf(arguments));
    }
}
