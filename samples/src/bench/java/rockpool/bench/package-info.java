/// The benchmark that `scripts/bench` runs: what Rockpool's operations cost, beside the original's on the same machine.
///
/// [Main] drives. Rows that would disturb each other's compiled code are measured in processes of their own: each [Group] of rows is a
/// program ([GroupProcess]) that makes ready, then measures all its rows once each time it is told to. In between, the original's
/// program measures the same rows ([Original]), so that a machine which drifts drifts for both. [Catalog] lists the rows with what
/// each has to reach; [Table] prints what they reached. Nothing here decides whether a build passes.
///
/// The groups' own code is in `rockpool.bench.rows`, which this package names but does not otherwise depend on.
package rockpool.bench;
