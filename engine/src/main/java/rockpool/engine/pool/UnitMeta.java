package rockpool.engine.pool;

/// What is known of a unit beside its word. It lies apart from the unit, so that no user data is ever written over it.
///
/// | offset | size | field | who writes it |
/// |---:|---:|---|---|
/// | 0 | 64 | header, as the unit's class says | its owner |
/// | 64 | 128 | sixteen page words | holder of the heap's lock |
/// | 192 | 512 | allocation bits, one for each 16 bytes | holder of the heap's lock |
/// | 704 | 512 | mark bits | holder of the heap's lock |
/// | 1216 | 512 | grey bits | holder of the heap's lock |
///
/// It is valid while the unit's word says BACKED and names a class other than FREE, and is all zeros at the moment a unit is claimed
/// (not for the tails of a run, which do not use theirs).
public final class UnitMeta {

    public static final int HEADER = 0;
    public static final int PAGE_WORDS = HEADER + 64;
    public static final int ALLOCATED = PAGE_WORDS + 16 * 8;
    public static final int MARKED = ALLOCATED + 512;
    public static final int GREY = MARKED + 512;
    public static final int BYTES = GREY + 512;

    private UnitMeta() {}
}
