package rockpool.engine.process;

import java.io.IOException;

/// What the master tells a process of a resource that it uses.
record ResourceDescription(long id, Thing thing) {

    void write(Output out) {
        thing.write(out.number(id));
    }

    static ResourceDescription read(Input in) throws IOException {
        return new ResourceDescription(in.number(), Thing.read(in));
    }
}
