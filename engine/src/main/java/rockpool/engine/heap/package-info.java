/// The heap: typed values in a pool, changed by transactions, read without locks, and collected.
///
/// Below it are the pool and the locks; above it the data structures. A value is a **block** ([Block]: a header and contents) or fits a
/// **value word** ([Words]). Blocks of a size lie together in an **area** ([Area]: a page, a unit or a run of units); the bitmaps of each
/// area are the truth about what is allocated and marked, everything else is derived. Whoever changes a heap holds its lock ([Writer]); a
/// change of several words goes through a log ([RedoLog]); [Collector] takes back what cannot be reached, slice by slice.
///
/// Values are copied in ([CopyIn], a [Shape] for each class) and out ([CopyOut], [CopyGraph]), or seen in place ([View], [StructView],
/// [ListView]); [Root] is what structures are made of. Types describe themselves in the pool ([TypeDescriptor]); a class comes from the
/// program only ([TypeRegistry]), and without one a value is shown as a [Value] or a [ValueText].
///
/// Offsets are into the pool and the same in all processes; positions are this process's own.
package rockpool.engine.heap;
