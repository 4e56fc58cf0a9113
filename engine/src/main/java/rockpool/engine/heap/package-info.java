/// The heap: typed values in a pool, changed by transactions, read without locks, and collected.
///
/// Below it are the pool and the locks; above it the data structures. A value is a **block** ([Block]: a header and contents) or fits a **value
/// word** ([Words]). Blocks of a size lie together in an **area** ([Area]: a page, a unit or a run of units); the bitmaps of each area are the truth
/// about what is allocated and marked, everything else is derived. Whoever changes a heap holds its lock ([Writer]); a change of several words goes through
/// a log ([RedoLog]); [Collector] takes back what cannot be reached, slice by slice.
///
/// Offsets are into the pool and the same in all processes; positions are this process's own.
package rockpool.engine.heap;
