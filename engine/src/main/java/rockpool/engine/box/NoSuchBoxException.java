package rockpool.engine.box;

import java.util.List;

/// There is no box of an address.
public final class NoSuchBoxException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    NoSuchBoxException(String address, List<String> there) {
        super("box=" + address + ": there is none; the boxes are " + there);
    }
}
