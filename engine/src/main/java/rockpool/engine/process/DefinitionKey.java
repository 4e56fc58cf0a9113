package rockpool.engine.process;

import java.io.IOException;

/// Which definition: the process that holds the body, and its number there.
///
/// @param holder the number of the child, 0 for the master's own program
record DefinitionKey(long holder, long local, String name) {

    void write(Output out) {
        out.number(holder).number(local).text(name);
    }

    static DefinitionKey read(Input in) throws IOException {
        return new DefinitionKey(in.number(), in.number(), in.text());
    }
}
