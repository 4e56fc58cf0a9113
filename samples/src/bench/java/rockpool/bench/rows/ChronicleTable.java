package rockpool.bench.rows;

import java.io.IOException;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.hash.serialization.BytesReader;
import net.openhft.chronicle.hash.serialization.BytesWriter;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.wire.WireIn;
import net.openhft.chronicle.wire.WireOut;
import rockpool.bench.Check;

/// The program of [ChroniclePeer]'s JVM. Its argument is the folder for the table's file; it prints the nanoseconds for a new key, an old
/// one, and a copy.
///
/// Its records are written by hand, field by field, which is the fastest that Chronicle Map has for objects.
final class ChronicleTable {

    static final String RESULT = "result";

    private final ChronicleMap<String, Quote> map;

    private ChronicleTable(Path file) throws IOException {
        map = ChronicleMap.of(String.class, Quote.class)
                .name("quotes")
                .entries(2L * TableRows.KEYS)
                .averageKey("50000")
                .averageValue(new Quote(1, "second", 1))
                .valueMarshallers(new Reader(), new Writer())
                .createPersistedTo(file.toFile());
    }

    /// Makes a record of its bytes.
    static final class Reader implements BytesReader<Quote> {

        @Override
        public Quote read(Bytes<?> in, Quote using) {
            return new Quote(in.readDouble(), in.read8bit(), in.readInt());
        }

        @Override
        public void readMarshallable(WireIn wire) {
            // Has no state.
        }

        @Override
        public void writeMarshallable(WireOut wire) {
            // Has no state.
        }
    }

    /// Makes bytes of a record.
    static final class Writer implements BytesWriter<Quote> {

        @Override
        public void write(Bytes<?> out, Quote quote) {
            out.writeDouble(quote.price());
            out.write8bit(quote.source());
            out.writeInt(quote.number());
        }

        @Override
        public void readMarshallable(WireIn wire) {
            // Has no state.
        }

        @Override
        public void writeMarshallable(WireOut wire) {
            // Has no state.
        }
    }

    public static void main(String[] arguments) throws IOException {
        var table = new ChronicleTable(Path.of(arguments[0], "quotes"));
        for (int i = 0; i < TableRows.WARM_UPS; i++) {
            table.measure();
        }
        System.out.println(table.measure());
        table.map.close();
    }

    private String measure() {
        map.clear();
        double added = TableRows.perKey(() -> put("first"));
        double replaced = TableRows.perKey(() -> put("second"));
        double copied = TableRows.perKey(this::copy);
        Check.equal("keys", (long) TableRows.KEYS, map.longSize());
        return RESULT + '\t' + added + '\t' + replaced + '\t' + copied;
    }

    private void put(String source) {
        for (int i = 0; i < TableRows.KEYS; i++) {
            map.put(Integer.toString(i), new Quote(i, source, i));
        }
    }

    private void copy() {
        long sum = 0;
        for (int i = 0; i < TableRows.KEYS; i++) {
            sum += map.get(Integer.toString(i)).number();
        }
        Check.equal("sum of what was found", TableRows.KEYS * (TableRows.KEYS - 1L) / 2, sum);
    }
}
