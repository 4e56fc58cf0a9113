package rockpool.engine.process;

import java.io.IOException;

/// Which definition: the process that holds the body, and its number there.
///
/// @param holder the number of the child, 0 for the master's own program
/// @param forkPoint the number of the resource that its processes are started from
/// @param joinPoint the number of the resource that keeps their results
record DefinitionKey(long holder, long local, String name, long forkPoint, long joinPoint) {

    void write(Output out) {
        out.number(holder).number(local).text(name).number(forkPoint).number(joinPoint);
    }

    static DefinitionKey read(Input in) throws IOException {
        return new DefinitionKey(in.number(), in.number(), in.text(), in.number(), in.number());
    }
}
