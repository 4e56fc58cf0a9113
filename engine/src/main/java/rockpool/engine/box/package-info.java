/// Camlboxes: letter boxes in shared memory, with any number of senders and one receiver. They answer to Netmulticore's `Netcamlbox` and
/// `Netmcore_camlbox`.
///
/// A box is an object of its own, a pool with nothing else in it; so a sender needs its address alone, and participants, liveness, waits
/// and types are those of every pool. Below lies `data`; `heap` makes and reads the messages, `sync` waits.
///
/// [rockpool.engine.box.Camlbox] is the receiver's end, [rockpool.engine.box.CamlboxSender] a sender's. What lies where is in `BoxHeader`
/// and `BoxSlot`, and `Box` is all that both ends do to it.
package rockpool.engine.box;
