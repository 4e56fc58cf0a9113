package rockpool.engine.heap;

/// A block that somebody remembers and does not keep: it may be collected meanwhile, and [Change#isThere] tells.
///
/// @param block its offset
/// @param serial which of those that lay there one after the other
public record Spot(long block, long serial) {}
