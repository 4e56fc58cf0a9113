package rockpool.engine.data;

import java.util.List;

/// What was seen of a structure.
///
/// @param size of the whole, such as `3 × 4`
/// @param length the same as one number: elements, bytes, or keys
/// @param header as a text; empty if there is none
/// @param titles of the rows' cells
/// @param rows numbers and texts
/// @param next from where a further page would go on; -1 if this is the last one
/// @param isChanging whether it was changed while it was read, so that rows may be of different moments. Also true as long as a writer that
///     was stopped or has died has stored half of a change
/// @param damage what cannot be, whatever the moment; empty while it is changing
public record StructurePage(String size, long length, String header, List<String> titles, List<List<Object>> rows, long next,
        boolean isChanging, List<String> damage) {

    /// The same, seen while it changed: what looked like damage may have been halves of two values.
    StructurePage changing() {
        return new StructurePage(size, length, header, titles, rows, next, true, List.of());
    }
}
