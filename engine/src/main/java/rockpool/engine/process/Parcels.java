package rockpool.engine.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The payload of a task: one parcel with body and argument, or two, the body's and the argument's.
final class Parcels {

    private Parcels() {}

    static byte[] of(byte[]... parcels) {
        Output out = new Output().number(parcels.length);
        for (byte[] parcel : parcels) {
            out.block(parcel);
        }
        return out.bytes();
    }

    static List<byte[]> split(byte[] payload) throws IOException {
        Input in = new Input(payload);
        int count = in.count(1);
        List<byte[]> parcels = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            parcels.add(in.block());
        }
        return parcels;
    }
}
