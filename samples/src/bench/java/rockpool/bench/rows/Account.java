package rockpool.bench.rows;

import java.io.Serializable;

/// The record of the reference rows.
record Account(String owner, int balance) implements Serializable {

    /// What a view of an account shows.
    public interface View {
        String owner();

        int balance();
    }
}
