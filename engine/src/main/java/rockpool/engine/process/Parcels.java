package rockpool.engine.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// The payload of a task: the definition's name; one parcel with body and argument, or two, the body's and the argument's; and, if there
/// are any, the resources that it has from its start on.
record Parcels(String name, List<byte[]> parcels, List<ResourceDescription> inherited) {

    static byte[] of(String name, byte[]... parcels) {
        Output out = new Output().text(name).number(parcels.length);
        for (byte[] parcel : parcels) {
            out.block(parcel);
        }
        return out.bytes();
    }

    /// A payload, and resources with it.
    static byte[] with(byte[] payload, List<ResourceDescription> inherited) {
        return inherited.isEmpty() ? payload : new Output().raw(payload).raw(ResourceMessages.ofDescriptions(inherited)).bytes();
    }

    /// The parcels of a payload.
    static List<byte[]> parcels(byte[] payload) {
        try {
            return read(payload).parcels();
        } catch (IOException e) {
            throw new UncheckedIOException("not the payload of a task", e);
        }
    }

    static Parcels read(byte[] payload) throws IOException {
        Input in = new Input(payload);
        String name = in.text();
        int count = in.count(1);
        List<byte[]> parcels = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            parcels.add(in.block());
        }
        return new Parcels(name, parcels, in.atEnd() ? List.of() : ResourceMessages.descriptions(in));
    }
}
